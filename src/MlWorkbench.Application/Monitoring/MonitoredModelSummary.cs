using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Monitoring;

/// <summary>A model in the list of monitored models.</summary>
/// <param name="Version">The monitored version: the one in Production, otherwise the newest.</param>
/// <param name="LatestCheck">Its newest drift check. Null before the first.</param>
/// <param name="LoggedPredictions">Number of logged predictions of the version.</param>
public sealed record MonitoredModelSummary(string Name, int Version, Stage Stage, DriftCheckSummary? LatestCheck, int LoggedPredictions);
