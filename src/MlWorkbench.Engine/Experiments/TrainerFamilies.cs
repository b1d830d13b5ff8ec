namespace MlWorkbench.Engine.Experiments;

/// <summary>The trainer families by the names that the API, the command line and the pages use.</summary>
public static class TrainerFamilies
{
    public const string Baseline = "baseline";
    public const string LightGbm = "lightgbm";
    public const string Forest = "forest";

    /// <summary>The forest of machines for which LightGBM has no library.</summary>
    public const string FastForest = "fastforest";
    public const string Linear = "linear";
    public const string NeuralNet = "neuralnet";
    public const string Ensemble = "ensemble";

    /// <summary>Families that a user can take in or leave out; the baseline and the ensemble are always there.</summary>
    public static IReadOnlyList<string> Selectable { get; } = [LightGbm, Forest, Linear, NeuralNet];

    /// <summary>Families whose models a person can read.</summary>
    public static IReadOnlyList<string> Interpretable { get; } = [Linear];
}
