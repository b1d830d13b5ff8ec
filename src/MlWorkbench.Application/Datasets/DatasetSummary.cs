namespace MlWorkbench.Application.Datasets;

/// <summary>A dataset in a list, with the facts of its newest version.</summary>
/// <param name="Bytes">Size of the uploaded file.</param>
public sealed record DatasetSummary(
    string Name,
    string? Description,
    int Versions,
    int LatestVersion,
    long Rows,
    int Columns,
    long Bytes,
    DateTime UpdatedAt,
    string UpdatedByName,
    IReadOnlyList<string> Tags,
    DateTime? ArchivedAt);
