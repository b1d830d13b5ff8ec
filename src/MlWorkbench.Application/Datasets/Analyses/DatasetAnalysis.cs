using MlWorkbench.Engine;

namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>A stored analysis of a version. It is computed once, because a version never changes.</summary>
internal sealed class DatasetAnalysis
{
    public Guid Id { get; init; }

    public Guid DatasetVersionId { get; init; }

    public DatasetVersion? DatasetVersion { get; init; }

    /// <summary>The version to compare with. Null if the analysis is not a comparison.</summary>
    public Guid? ReferenceVersionId { get; init; }

    public DatasetVersion? ReferenceVersion { get; init; }

    public AnalysisKind Kind { get; init; }

    /// <summary>The subject in addition to the version, such as the name of a target or the key of a comparison. Empty if there is none.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON: the engine's result. Null until it is computed.</summary>
    public string? Result { get; set; }

    /// <summary>The reason why there is no result and will be none. Null otherwise.</summary>
    public Statement? Reason { get; set; }

    public DateTime CreatedAt { get; init; }
}
