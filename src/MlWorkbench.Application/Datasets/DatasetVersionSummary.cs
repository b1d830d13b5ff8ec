namespace MlWorkbench.Application.Datasets;

/// <summary>A version among the others of its dataset.</summary>
/// <param name="Bytes">Size of the uploaded file.</param>
/// <param name="Digest">SHA-256 of the stored table, hexadecimal.</param>
/// <param name="Experiments">Number of experiments on the version.</param>
/// <param name="ArchivedAt">The time since which it is hidden from lists.</param>
public sealed record DatasetVersionSummary(
    int Version,
    long Rows,
    int Columns,
    long Bytes,
    string Digest,
    string CreatedByName,
    DateTime CreatedAt,
    string? Description,
    IReadOnlyList<string> Tags,
    DateTime? ArchivedAt,
    int Experiments);
