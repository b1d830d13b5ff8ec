namespace MlWorkbench.Reliability;

/// <summary>Result of the rounds of a scenario.</summary>
/// <param name="Acknowledged">Changes that the server had acknowledged before it was killed.</param>
/// <param name="Kept">Acknowledged changes that existed after the next start.</param>
internal sealed record KillResult(string Scenario, int Rounds, int Acknowledged, int Kept, TimeSpan SlowestStart, IReadOnlyList<string> Faults);
