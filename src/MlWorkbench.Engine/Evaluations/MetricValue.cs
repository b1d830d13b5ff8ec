namespace MlWorkbench.Engine.Evaluations;

/// <summary>A metric with its 95 % interval and direction.</summary>
/// <param name="Name">Stable name, see <c>Metrics</c>: <c>auc</c>, <c>logLoss</c>, <c>rmse</c> …</param>
/// <param name="Low">Lower end of the 95 % interval. Null if too few rows allow one.</param>
public sealed record MetricValue(string Name, double Value, double? Low, double? High, bool HigherIsBetter);
