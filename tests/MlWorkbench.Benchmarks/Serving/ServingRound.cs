namespace MlWorkbench.Benchmarks.Serving;

/// <summary>What one server did in one turn.</summary>
internal sealed record ServingRound(double PerSecond, double P50Milliseconds, double P99Milliseconds);
