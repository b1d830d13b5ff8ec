namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>Two associated columns.</summary>
/// <param name="Measure"><c>pearson</c>, <c>cramers_v</c> or <c>correlation_ratio</c>.</param>
public sealed record AssociatedPair(string First, string Second, string Measure, double Value);
