namespace MlWorkbench.Application.Samples;

/// <summary>The sample's two files, which are part of the program. Their source: <c>wwwroot-assets/samples/README.md</c>.</summary>
internal static class SampleFiles
{
    public const string FirstPeriod = "bird-strikes-1990-1998.csv";
    public const string SecondPeriod = "bird-strikes-1999-2002.csv";

    public static Stream Open(string name) =>
        typeof(SampleFiles).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The program does not contain its sample '{name}'.");
}
