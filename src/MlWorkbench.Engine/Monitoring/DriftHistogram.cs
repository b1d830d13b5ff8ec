namespace MlWorkbench.Engine.Monitoring;

/// <summary>A column's distribution in both samples, as shares of the rows with a value.</summary>
/// <param name="Edges">
/// Edges of bins of numbers, one more than there are bins. The first and the last bin include values outside the range. Null for levels.
/// </param>
/// <param name="Levels">Names of levels, most frequent first, the rarest ones together. Null for bins.</param>
public sealed record DriftHistogram(double[]? Edges, IReadOnlyList<string>? Levels, double[] Reference, double[] Current);
