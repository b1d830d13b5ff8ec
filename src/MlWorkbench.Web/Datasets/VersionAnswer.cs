using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Web.Datasets;

/// <summary>A dataset version in an API answer.</summary>
internal sealed record VersionAnswer(
    string Dataset,
    int Version,
    long Rows,
    IReadOnlyList<ColumnSchema> Columns,
    string Digest,
    IReadOnlyList<ImportWarning> Warnings,
    TabularFormat Format,
    string SourceName,
    string SourceDigest,
    long Bytes,
    string CreatedByName,
    DateTime CreatedAt,
    string? Description,
    IReadOnlyList<string> Tags,
    DateTime? ArchivedAt)
{
    public static VersionAnswer Of(DatasetVersionDetails version) => new(
        version.Dataset,
        version.Version,
        version.Rows,
        version.Columns,
        version.Digest,
        version.Warnings,
        version.Import.Format,
        version.SourceName,
        version.SourceDigest,
        version.SourceBytes,
        version.CreatedByName,
        version.CreatedAt,
        version.Description,
        version.Tags,
        version.ArchivedAt);
}
