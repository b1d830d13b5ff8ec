namespace MlWorkbench.Application.Serving;

/// <summary>What a model's endpoint did lately.</summary>
/// <param name="Predictions">Rows scored in the last 24 hours.</param>
/// <param name="P50Milliseconds">Median time of the last calls (at most 1,000); null without any.</param>
/// <param name="Dropped">Predictions of all endpoints that were answered but not logged since the start.</param>
public sealed record EndpointTraffic(int Predictions, DateTime? LastAt, double? P50Milliseconds, double? P95Milliseconds, long Dropped);
