namespace MlWorkbench.Scoring.Package;

/// <summary>Names of the files in a model package.</summary>
internal static class PackageNames
{
    public const string Manifest = "manifest.json";
    public const string Signature = "signature.json";
    public const string Model = "model.json";
    public const string Metrics = "metrics.json";
    public const string Baseline = "baseline.json";
    public const string Golden = "golden.json";
    public const string Environment = "environment.json";

    /// <summary>The trees of one member as LightGBM text.</summary>
    public static string Trees(int number) => $"trees/{number}.txt";
}
