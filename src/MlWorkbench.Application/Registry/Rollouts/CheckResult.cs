namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Last result of a check.</summary>
/// <param name="Value">Null if it could not be measured.</param>
/// <param name="Rows">Rows of the new version in the window.</param>
/// <param name="At">Time of the first look that found this result.</param>
public sealed record CheckResult(RolloutMetric Metric, CheckVerdict Verdict, double? Value, long Rows, DateTime At);
