using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>An immutable state of a dataset, as an Arrow file in the content store. Only its description, tags and archive mark can change.</summary>
internal sealed class DatasetVersion : IAnnotated
{
    public Guid Id { get; init; }

    public Guid DatasetId { get; init; }

    public Dataset? Dataset { get; init; }

    /// <summary>1, 2, 3 … within the dataset.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 of the Arrow file, hexadecimal: the key of its content.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of the uploaded file, hexadecimal: the key of its content. The file is retained for later re-imports.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>The file's name from the uploader, or the derivation. Shown as text only.</summary>
    public required DatasetSource SourceName { get; init; }

    public long SourceBytes { get; init; }

    public long Rows { get; init; }

    /// <summary>JSON: the engine's column schemas.</summary>
    public required string Columns { get; init; }

    public int ColumnCount { get; init; }

    /// <summary>JSON: delimiter, encoding, header, decimal, overrides.</summary>
    public required string ImportOptions { get; init; }

    /// <summary>JSON: repairs and assumptions with counts and first rows.</summary>
    public required string Warnings { get; init; }

    /// <summary>JSON: the engine's profile.</summary>
    public required string Profile { get; init; }

    /// <summary>The version that it was derived from. Null for an upload.</summary>
    public Guid? DerivedFromId { get; init; }

    public DatasetVersion? DerivedFrom { get; init; }

    /// <summary>The version whose columns were joined to it. Null without a join.</summary>
    public Guid? JoinedWithId { get; init; }

    public DatasetVersion? JoinedWith { get; init; }

    /// <summary>JSON: the engine's derivation. Null for an upload.</summary>
    public string? Derivation { get; init; }

    public string? Description { get; set; }

    public List<string> Tags { get; set; } = [];

    public DateTime? ArchivedAt { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
