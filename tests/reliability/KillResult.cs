namespace MlWorkbench.Reliability;

/// <summary>What the rounds of a scenario showed.</summary>
/// <param name="Acknowledged">Changes that the server had answered before it was killed.</param>
/// <param name="Kept">Those of them that were there after the next start.</param>
internal sealed record KillResult(string Scenario, int Rounds, int Acknowledged, int Kept, TimeSpan SlowestStart, IReadOnlyList<string> Faults);
