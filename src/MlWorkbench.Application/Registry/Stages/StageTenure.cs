namespace MlWorkbench.Application.Registry.Stages;

/// <summary>The time that a version spent in a stage, for auditors.</summary>
/// <param name="Until">End of the tenure. Null if the version is still in the stage.</param>
/// <param name="By">The person who moved the version into the stage.</param>
/// <param name="RequestId">The approved request. Null for a rollback.</param>
/// <param name="RequestedBy">The requester. Null for a rollback.</param>
public sealed record StageTenure(
    int Version,
    Stage Stage,
    DateTime Since,
    DateTime? Until,
    string By,
    string? ByEmail,
    string? RequestedBy,
    string? RequestedByEmail,
    string Comment,
    Guid? RequestId,
    bool Rollback);
