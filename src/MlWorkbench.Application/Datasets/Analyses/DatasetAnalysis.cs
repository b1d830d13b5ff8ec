namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>Something worked out about a version, once, because a version never changes.</summary>
internal sealed class DatasetAnalysis
{
    public Guid Id { get; init; }

    public Guid DatasetVersionId { get; init; }

    public DatasetVersion? DatasetVersion { get; init; }

    /// <summary>The version that it is compared with, where it is.</summary>
    public Guid? ReferenceVersionId { get; init; }

    public DatasetVersion? ReferenceVersion { get; init; }

    public AnalysisKind Kind { get; init; }

    /// <summary>What it is about besides the version: the name of a target, how it is compared; empty where there is nothing.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON: the engine's result; null until it is worked out.</summary>
    public string? Result { get; set; }

    /// <summary>Why there is no result and will be none.</summary>
    public string? Reason { get; set; }

    public DateTime CreatedAt { get; init; }
}
