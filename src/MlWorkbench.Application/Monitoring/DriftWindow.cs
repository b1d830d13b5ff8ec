namespace MlWorkbench.Application.Monitoring;

/// <summary>A check in the strip of checks over time.</summary>
/// <param name="Severity">Statistic divided by threshold, by feature: 1 is the limit. Empty until computed.</param>
public sealed record DriftWindow(DriftCheckSummary Check, IReadOnlyDictionary<string, double> Severity);
