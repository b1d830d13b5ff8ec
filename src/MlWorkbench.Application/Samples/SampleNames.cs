namespace MlWorkbench.Application.Samples;

/// <summary>Names of the sample's objects.</summary>
internal static class SampleNames
{
    public const string Dataset = "bird-strikes";
    public const string Experiment = "Bird strike damage";
    public const string Model = "bird-strike-damage";
    public const string Target = "damage";
}
