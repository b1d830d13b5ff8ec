using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Web.Datasets;

/// <summary>A dataset version in an API answer.</summary>
internal sealed record VersionAnswer
{
    public required string Dataset { get; init; }

    public required int Version { get; init; }

    public required long Rows { get; init; }

    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    public required string Digest { get; init; }

    public required IReadOnlyList<ImportWarning> Warnings { get; init; }

    public required TabularFormat Format { get; init; }

    public required string SourceName { get; init; }

    public required string SourceDigest { get; init; }

    public required long Bytes { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string? Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTime? ArchivedAt { get; init; }

    public static VersionAnswer Of(DatasetVersionDetails version) => new()
    {
        Dataset = version.Dataset,
        Version = version.Version,
        Rows = version.Rows,
        Columns = version.Columns,
        Digest = version.Digest,
        Warnings = version.Warnings,
        Format = version.Import.Format,
        SourceName = version.SourceName,
        SourceDigest = version.SourceDigest,
        Bytes = version.SourceBytes,
        CreatedByName = version.CreatedByName,
        CreatedAt = version.CreatedAt,
        Description = version.Description,
        Tags = version.Tags,
        ArchivedAt = version.ArchivedAt,
    };
}
