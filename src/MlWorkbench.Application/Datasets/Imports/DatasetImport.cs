using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>A requested import: the subject of an <see cref="ImportJob"/>. It holds all inputs, so that any process can continue it.</summary>
internal sealed class DatasetImport
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Project? Project { get; init; }

    public ImportKind Kind { get; init; }

    /// <summary>Name of the dataset that receives the version. It may not exist yet.</summary>
    public required string Dataset { get; init; }

    public required DatasetSource SourceName { get; init; }

    /// <summary>The received file. Null for a derivation, and once the import has ended.</summary>
    public string? SourceDigest { get; set; }

    public Content? Source { get; init; }

    /// <summary>JSON: the engine's import options. A derivation has its own.</summary>
    public required string Options { get; init; }

    /// <summary>The version that is imported again or derived from. Null for an upload, and after the version was deleted.</summary>
    public Guid? FromVersionId { get; init; }

    public DatasetVersion? FromVersion { get; init; }

    /// <summary>The version whose columns are joined. Null without a join, and after the version was deleted.</summary>
    public Guid? JoinedWithId { get; init; }

    public DatasetVersion? JoinedWith { get; init; }

    /// <summary>JSON: the engine's derivation. Null for other imports.</summary>
    public string? Derivation { get; init; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>JSON: the creator of the API token in use. Null without one.</summary>
    public string? TokenMaker { get; init; }

    /// <summary>The resulting version. Null before the end, after a failure, and after the version was deleted.</summary>
    public Guid? VersionId { get; set; }

    public DatasetVersion? Version { get; init; }

    /// <summary>False if the dataset had a version with the same content already.</summary>
    public bool IsNew { get; set; }

    /// <summary>JSON: an <see cref="ImportProblem"/>. Null unless the import was refused.</summary>
    public string? Problem { get; set; }

    public DateTime CreatedAt { get; init; }
}
