namespace MlWorkbench.Application.Datasets;

internal sealed class Dataset
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    /// <summary>Unique in the project; case does not matter.</summary>
    public required string Name { get; init; }

    public string? Description { get; set; }

    public DateTime CreatedAt { get; init; }

    public List<DatasetVersion> Versions { get; } = [];
}
