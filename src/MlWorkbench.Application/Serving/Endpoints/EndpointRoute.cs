using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>A way of an endpoint's calls to a version of its model.</summary>
internal sealed class EndpointRoute
{
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public ModelEndpoint? Endpoint { get; init; }

    public RouteMode Mode { get; init; }

    /// <summary>If null, the route follows Production.</summary>
    public Guid? VersionId { get; init; }

    public ModelVersion? Version { get; init; }

    /// <summary>Share of the calls in percent. A live route that follows Production takes the rest.</summary>
    public double Weight { get; set; }

    /// <summary>Share of the calls in percent that a shadow scores too. Zero for a live route.</summary>
    public double SamplePercent { get; set; }
}
