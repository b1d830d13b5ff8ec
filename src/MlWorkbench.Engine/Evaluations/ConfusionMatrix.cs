namespace MlWorkbench.Engine.Evaluations;

/// <summary>Rows by actual (first index) and predicted (second index) class.</summary>
/// <param name="Threshold">Probability from which the positive class is predicted. Null for multiclass.</param>
public sealed record ConfusionMatrix(IReadOnlyList<string> Classes, int[][] Counts, double? Threshold);
