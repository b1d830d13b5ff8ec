using MlWorkbench.Application.Serving.Endpoints;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>A minute of a version on an endpoint.</summary>
internal sealed record RouteMinute(Guid EndpointId, Guid VersionId, RouteMode Mode, DateTime At);
