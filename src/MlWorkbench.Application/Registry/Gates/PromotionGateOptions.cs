namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Configuration section <c>Registry:Gates</c>: what each promotion gate does when it fails, and its threshold.</summary>
public sealed class PromotionGateOptions
{
    public const string Section = "Registry:Gates";

    /// <summary>The model was measured on enough rows of a test split.</summary>
    public GateLevel TestEvaluation { get; set; } = GateLevel.Block;

    /// <summary>Fewest test rows that <see cref="TestEvaluation"/> takes.</summary>
    public int MinimumTestRows { get; set; } = 30;

    /// <summary>The model does better than the experiment's baseline, beyond noise.</summary>
    public GateLevel BeatsBaseline { get; set; } = GateLevel.Block;

    /// <summary>The model is not worse than Production beyond noise.</summary>
    public GateLevel NotWorseThanProduction { get; set; } = GateLevel.Block;

    /// <summary>No segment is worse than in Production beyond noise.</summary>
    public GateLevel SegmentsNotWorse { get; set; } = GateLevel.Warn;

    /// <summary>Most segments that may be worse before <see cref="SegmentsNotWorse"/> fails.</summary>
    public int WorseSegmentsAllowed { get; set; }

    /// <summary>Rows that Production takes can be scored by the model.</summary>
    public GateLevel CompatibleSignature { get; set; } = GateLevel.Block;
}
