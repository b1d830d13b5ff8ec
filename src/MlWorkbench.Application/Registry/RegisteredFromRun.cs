namespace MlWorkbench.Application.Registry;

/// <summary>A model version that was registered from a run.</summary>
public sealed record RegisteredFromRun(string Model, int Version, Stage Stage);
