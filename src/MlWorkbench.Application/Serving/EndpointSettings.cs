using System.Text.Json.Serialization;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Application.Serving;

/// <summary>Routes and settings of an endpoint.</summary>
/// <param name="Routes">Live routes with the version in Production first, then shadows. Without a version in Production, there is no route to it.</param>
/// <param name="Rollout">The rollout that runs or is paused. Omitted without one.</param>
public sealed record EndpointSettings(
    string Name,
    string Model,
    IReadOnlyList<EndpointRouteDetails> Routes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RolloutDetails? Rollout,
    EndpointLimits Limits,
    EndpointLog Log);
