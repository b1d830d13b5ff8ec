namespace MlWorkbench.Application.Registry;

/// <summary>A version changed its stage: the append-only history of what was where, when and by whom.</summary>
internal sealed class StageTransition
{
    public Guid Id { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public Stage FromStage { get; init; }

    public Stage ToStage { get; init; }

    public Guid? RequestId { get; init; }

    public required string Comment { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public DateTime At { get; init; }
}
