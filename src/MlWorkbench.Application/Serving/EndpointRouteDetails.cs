using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving;

/// <summary>A route of an endpoint.</summary>
/// <param name="Version">The version that it leads to.</param>
/// <param name="Weight">Share of the calls that it answers, in percent.</param>
/// <param name="SamplePercent">Share of the calls that a shadow repeats, in percent.</param>
public sealed record EndpointRouteDetails(Guid Id, int Version, RouteMode Mode, double Weight, double SamplePercent);
