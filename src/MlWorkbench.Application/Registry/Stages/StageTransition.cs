using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>A stage change of a version, in an append-only history.</summary>
internal sealed class StageTransition
{
    /// <summary>1, 2, 3 … over all models, assigned by the database. Order is by sequence, because the clock can go backwards.</summary>
    public long Sequence { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public Stage FromStage { get; init; }

    public Stage ToStage { get; init; }

    /// <summary>The approved request. Null for a rollback.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Whether the change is part of a rollback: this version left Production for an earlier one, or is that earlier one.</summary>
    public bool Rollback { get; init; }

    public required string Comment { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public DateTime At { get; init; }
}
