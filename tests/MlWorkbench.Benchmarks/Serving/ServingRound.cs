namespace MlWorkbench.Benchmarks.Serving;

/// <summary>Result of one server in one round.</summary>
internal sealed record ServingRound(double PerSecond, double P50Milliseconds, double P99Milliseconds);
