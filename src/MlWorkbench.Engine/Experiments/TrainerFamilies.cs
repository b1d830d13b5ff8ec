namespace MlWorkbench.Engine.Experiments;

/// <summary>Names of the trainer families in the API, on the command line and on the pages.</summary>
public static class TrainerFamilies
{
    public const string Baseline = "baseline";
    public const string LightGbm = "lightgbm";
    public const string Forest = "forest";

    /// <summary>The forest for machines without a LightGBM library.</summary>
    public const string FastForest = "fastforest";
    public const string Linear = "linear";
    public const string NeuralNet = "neuralnet";
    public const string Ensemble = "ensemble";

    /// <summary>Families that a user can select. The baseline and the blend are always included.</summary>
    public static IReadOnlyList<string> Selectable { get; } = [LightGbm, Forest, Linear, NeuralNet];

    /// <summary>Families with interpretable models.</summary>
    public static IReadOnlyList<string> Interpretable { get; } = [Linear];
}
