namespace MlWorkbench.Engine.Experiments;

/// <summary>A run's share in a blend. Weights sum to 1.</summary>
public sealed record EnsembleMember(int RunNumber, double Weight);
