namespace MlWorkbench.Application.Serving;

/// <summary>An endpoint in the list.</summary>
/// <param name="Version">The version in Production. Null if Production is empty, so that the endpoint cannot answer.</param>
/// <param name="Since">The time when that version entered Production.</param>
/// <param name="RolledOut">The version that a rollout gives a share of the traffic. Null without one.</param>
/// <param name="RolledOutPercent">Share of that version in percent. Null without one.</param>
/// <param name="Shadows">Number of shadows.</param>
/// <param name="Predictions">Rows scored in the last 24 hours.</param>
/// <param name="LastAt">The minute of the last call.</param>
/// <param name="RequestsByMinute">Calls in each of the last 60 minutes, oldest first.</param>
/// <param name="Failed">Calls of the last hour that failed because of the model or the server.</param>
/// <param name="P95Milliseconds">95th percentile of the duration in the last hour. Null without calls.</param>
public sealed record EndpointSummary(
    string Name,
    string Model,
    int? Version,
    DateTime? Since,
    int? RolledOut,
    double? RolledOutPercent,
    int Shadows,
    long Predictions,
    DateTime? LastAt,
    IReadOnlyList<long> RequestsByMinute,
    long Failed,
    double? P95Milliseconds);
