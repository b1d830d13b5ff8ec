namespace MlWorkbench.Application.Serving;

/// <summary>Recent traffic of an endpoint.</summary>
/// <param name="Predictions">Rows scored in the last 24 hours.</param>
/// <param name="P50Milliseconds">Median duration of the last hour's calls. Null without calls.</param>
/// <param name="Dropped">Number of predictions of all endpoints since the start that were answered but not logged.</param>
public sealed record EndpointTraffic(long Predictions, double? P50Milliseconds, double? P95Milliseconds, long Dropped);
