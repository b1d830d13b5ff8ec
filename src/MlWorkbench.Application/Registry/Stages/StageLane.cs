using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>One stage of the board.</summary>
/// <param name="Newest">The version that entered the stage last. Null if the stage is empty.</param>
public sealed record StageLane(Stage Stage, int Versions, VersionSummary? Newest);
