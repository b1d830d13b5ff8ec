using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Datasets;

internal sealed class Dataset : NamedRow, IAnnotated
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public string? Description { get; set; }

    public List<string> Tags { get; set; } = [];

    public DateTime? ArchivedAt { get; set; }

    /// <summary>The highest number given to a version so far. The number of a deleted version is not used again.</summary>
    public int LastNumber { get; set; }

    public DateTime CreatedAt { get; init; }

    public List<DatasetVersion> Versions { get; } = [];
}
