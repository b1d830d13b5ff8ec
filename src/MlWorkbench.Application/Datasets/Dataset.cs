using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Datasets;

internal sealed class Dataset : NamedRow, IAnnotated
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public string? Description { get; set; }

    public List<string> Tags { get; set; } = [];

    public DateTime? ArchivedAt { get; set; }

    /// <summary>Number of the newest version that there ever was: a deleted version's number is not given again.</summary>
    public int LastNumber { get; set; }

    public DateTime CreatedAt { get; init; }

    public List<DatasetVersion> Versions { get; } = [];
}
