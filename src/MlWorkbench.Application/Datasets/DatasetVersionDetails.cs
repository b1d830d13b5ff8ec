using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>Details of a version, except its rows and its profile.</summary>
/// <param name="SourceDigest">SHA-256 of the uploaded file, hexadecimal.</param>
/// <param name="SourceName">The file's name from the uploader: untrusted text.</param>
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
