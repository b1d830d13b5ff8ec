namespace MlWorkbench.Application.Monitoring;

/// <summary>A check in the strip of checks over time.</summary>
/// <param name="Severity">Statistic against threshold by feature: 1 is the border. Empty until computed.</param>
public sealed record DriftWindow(DriftCheckSummary Check, IReadOnlyDictionary<string, double> Severity);
