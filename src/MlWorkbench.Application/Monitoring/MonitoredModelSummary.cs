using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Monitoring;

/// <summary>A model as the list of watched models shows it.</summary>
/// <param name="Version">The watched version: the one in Production, otherwise the newest.</param>
/// <param name="LatestCheck">Its newest drift check; null before the first.</param>
/// <param name="LoggedPredictions">Predictions of the version that were logged so far.</param>
public sealed record MonitoredModelSummary(string Name, int Version, Stage Stage, DriftCheckSummary? LatestCheck, int LoggedPredictions);
