using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Traffic of one version during one step of time.</summary>
/// <param name="At">Start of the step.</param>
/// <param name="Mode"><c>live</c> or <c>shadow</c>.</param>
/// <param name="Refused">Calls that the server refused.</param>
/// <param name="Failed">Calls that failed because of the model or the server.</param>
/// <param name="Limited">Refused calls beyond the endpoint's rate.</param>
/// <param name="TimedOut">Failed calls that took longer than the endpoint allows.</param>
/// <param name="P50">Median duration of the calls in milliseconds. Null without answered calls.</param>
/// <param name="Hits">Rows by the humility rules that applied to them.</param>
public sealed record TrafficPoint(
    DateTime At,
    int Version,
    RouteMode Mode,
    long Requests,
    long Rows,
    long Refused,
    long Failed,
    long Limited,
    long TimedOut,
    double? P50,
    double? P95,
    double? P99,
    IReadOnlyDictionary<string, long> Hits);
