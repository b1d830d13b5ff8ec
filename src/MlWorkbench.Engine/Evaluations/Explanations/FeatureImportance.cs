namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>Loss of the search metric when the values of a column are shuffled (Breiman 2001; Fisher et al. 2019).</summary>
/// <param name="Drop">Mean loss of quality over the repeats, in units of the metric. Positive if the column helps.</param>
/// <param name="StandardDeviation">
/// Standard deviation over the repeats, at least five. Null in evaluations of earlier releases, which had a single repeat.
/// </param>
public sealed record FeatureImportance(string Column, double Drop, double? StandardDeviation);
