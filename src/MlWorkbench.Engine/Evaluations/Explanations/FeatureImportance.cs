namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>How much worse the search metric gets when a column's values are shuffled (Breiman 2001; Fisher et al. 2019).</summary>
/// <param name="Drop">Mean loss of quality over the repeats, in units of the metric; positive: the column helps.</param>
/// <param name="StandardDeviation">Over the repeats, at least five; null in evaluations of earlier releases that had a single one.</param>
public sealed record FeatureImportance(string Column, double Drop, double? StandardDeviation);
