using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>All that is known about a version but its rows and its profile.</summary>
/// <param name="SourceDigest">SHA-256 of the uploaded file, hexadecimal.</param>
/// <param name="SourceName">As the uploader named the file: hostile text.</param>
public sealed record DatasetVersionDetails(
    Guid Id,
    string Dataset,
    int Version,
    long Rows,
    IReadOnlyList<ColumnSchema> Columns,
    string Digest,
    string SourceDigest,
    string SourceName,
    long SourceBytes,
    ImportSettings Import,
    IReadOnlyList<ImportWarning> Warnings,
    string CreatedByName,
    DateTime CreatedAt,
    string? Description,
    IReadOnlyList<string> Tags,
    DateTime? ArchivedAt);
