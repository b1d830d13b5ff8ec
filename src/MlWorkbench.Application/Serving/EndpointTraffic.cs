namespace MlWorkbench.Application.Serving;

/// <summary>Recent traffic of a model's endpoint.</summary>
/// <param name="Predictions">Rows scored in the last 24 hours.</param>
/// <param name="P50Milliseconds">Median time of the last calls (at most 1,000). Null without calls.</param>
/// <param name="Dropped">Number of predictions of all endpoints since the start that were answered but not logged.</param>
public sealed record EndpointTraffic(int Predictions, DateTime? LastAt, double? P50Milliseconds, double? P95Milliseconds, long Dropped);
