using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>A step of a rollout. It ends when its minutes are over, its rows are answered and all checks pass.</summary>
/// <param name="Weight">Share of the traffic in percent.</param>
/// <param name="Minutes">Shortest time at this weight.</param>
/// <param name="MinRows">Fewest rows of the new version at this weight.</param>
public sealed record RolloutStep([property: JsonRequired] double Weight, double Minutes = 0, int MinRows = 0);
