using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>Details of a version, except its rows and its profile.</summary>
public sealed record DatasetVersionDetails
{
    public required Guid Id { get; init; }

    public required string Dataset { get; init; }

    public required int Version { get; init; }

    public required long Rows { get; init; }

    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    public required string Digest { get; init; }

    /// <summary>SHA-256 of the uploaded file, hexadecimal.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>The file's name from the uploader: untrusted text.</summary>
    public required string SourceName { get; init; }

    public required long SourceBytes { get; init; }

    public required ImportSettings Import { get; init; }

    public required IReadOnlyList<ImportWarning> Warnings { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string? Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTime? ArchivedAt { get; init; }
}
