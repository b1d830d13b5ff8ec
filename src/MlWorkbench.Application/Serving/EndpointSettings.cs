using System.Text.Json.Serialization;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Application.Serving;

/// <summary>Routes and settings of an endpoint.</summary>
/// <param name="Routes">Live routes, that of Production first, and then shadows. While Production is empty, its route is omitted.</param>
/// <param name="Rollout">The rollout that runs or is paused. Omitted without one.</param>
public sealed record EndpointSettings(
    string Name,
    string Model,
    IReadOnlyList<EndpointRouteDetails> Routes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RolloutDetails? Rollout,
    EndpointLimits Limits,
    EndpointLog Log);
