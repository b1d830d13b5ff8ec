namespace MlWorkbench.Application.Registry;

internal sealed class RegisteredModel
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    /// <summary>Unique in the project; part of addresses.</summary>
    public required string Name { get; init; }

    public string? Description { get; set; }

    public DateTime CreatedAt { get; init; }

    public List<ModelVersion> Versions { get; } = [];
}
