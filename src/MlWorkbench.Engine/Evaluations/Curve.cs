namespace MlWorkbench.Engine.Evaluations;

/// <summary>Points of a chart.</summary>
/// <param name="Counts">Rows behind each point, where points stand for bins.</param>
public sealed record Curve(double[] X, double[] Y, int[]? Counts = null);
