namespace MlWorkbench.Application.Datasets;

/// <summary>A dataset with its versions, newest first.</summary>
public sealed record DatasetDetails(string Name, string? Description, DateTime CreatedAt, IReadOnlyList<DatasetVersionSummary> Versions);
