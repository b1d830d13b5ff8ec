namespace MlWorkbench.Application.Registry.Stages;

/// <summary>The time that a version spent in a stage, for auditors.</summary>
public sealed record StageTenure
{
    public required int Version { get; init; }

    public required Stage Stage { get; init; }

    public required DateTime Since { get; init; }

    /// <summary>End of the tenure. Null if the version is still in the stage.</summary>
    public required DateTime? Until { get; init; }

    /// <summary>The person who moved the version into the stage.</summary>
    public required string By { get; init; }

    public required string? ByEmail { get; init; }

    /// <summary>The requester. Null for a rollback.</summary>
    public required string? RequestedBy { get; init; }

    public required string? RequestedByEmail { get; init; }

    public required string Comment { get; init; }

    /// <summary>The approved request. Null for a rollback.</summary>
    public required Guid? RequestId { get; init; }

    public required bool Rollback { get; init; }
}
