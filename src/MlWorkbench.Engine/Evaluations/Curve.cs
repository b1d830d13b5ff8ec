namespace MlWorkbench.Engine.Evaluations;

/// <summary>Points of a chart.</summary>
/// <param name="Counts">Rows behind each point, if the points represent bins.</param>
public sealed record Curve(double[] X, double[] Y, int[]? Counts = null);
