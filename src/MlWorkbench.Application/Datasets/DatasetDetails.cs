namespace MlWorkbench.Application.Datasets;

/// <summary>A dataset with its versions, newest first.</summary>
/// <param name="ArchivedAt">The time since which it is hidden from lists.</param>
public sealed record DatasetDetails(
    string Name,
    string? Description,
    IReadOnlyList<string> Tags,
    DateTime? ArchivedAt,
    DateTime CreatedAt,
    IReadOnlyList<DatasetVersionSummary> Versions);
