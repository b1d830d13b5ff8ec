namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Configuration section <c>Registry:Gates</c>: the effect of each failed promotion gate, and its threshold.</summary>
public sealed class PromotionGateOptions
{
    public const string Section = "Registry:Gates";

    /// <summary>Gate: the model was measured on enough rows of a test split.</summary>
    public GateLevel TestEvaluation { get; set; } = GateLevel.Block;

    /// <summary>Smallest number of test rows with which <see cref="TestEvaluation"/> passes.</summary>
    public int MinimumTestRows { get; set; } = 30;

    /// <summary>Gate: the model is better than the experiment's baseline, beyond noise.</summary>
    public GateLevel BeatsBaseline { get; set; } = GateLevel.Block;

    /// <summary>Gate: the model is not worse than Production beyond noise.</summary>
    public GateLevel NotWorseThanProduction { get; set; } = GateLevel.Block;

    /// <summary>Gate: no segment is worse than in Production beyond noise.</summary>
    public GateLevel SegmentsNotWorse { get; set; } = GateLevel.Warn;

    /// <summary>Largest number of worse segments with which <see cref="SegmentsNotWorse"/> passes.</summary>
    public int WorseSegmentsAllowed { get; set; }

    /// <summary>Gate: the model accepts the rows that Production accepts.</summary>
    public GateLevel CompatibleSignature { get; set; } = GateLevel.Block;
}
