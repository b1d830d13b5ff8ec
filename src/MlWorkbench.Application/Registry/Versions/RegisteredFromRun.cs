using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A model version registered from a run.</summary>
public sealed record RegisteredFromRun(string Model, int Version, Stage Stage);
