using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>The distribution of one column in training.</summary>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Distinct values.</param>
/// <param name="Quantiles">Numbers and dates: evenly spaced order statistics from the smallest to the largest value, at most 1,001.</param>
/// <param name="Mean">Numbers and dates.</param>
/// <param name="StandardDeviation">Numbers and dates; of the population.</param>
/// <param name="Levels">Other columns: the most frequent levels, at most 1,000; none for free text.</param>
/// <param name="Counts">Rows of each of the levels.</param>
public sealed record BaselineColumn(
    string Name,
    ColumnType Type,
    long Missing,
    long Distinct,
    double[] Quantiles,
    double? Mean,
    double? StandardDeviation,
    IReadOnlyList<string> Levels,
    long[] Counts);
