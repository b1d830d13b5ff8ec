namespace MlWorkbench.Application.Registry.Stages;

/// <summary>A version was in a stage for a time: the history as an auditor asks for it.</summary>
/// <param name="Until">Null: it still is.</param>
/// <param name="By">Who moved it there.</param>
/// <param name="RequestId">The approved request behind it; null for a rollback.</param>
/// <param name="RequestedBy">Who asked for it; null for a rollback.</param>
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
