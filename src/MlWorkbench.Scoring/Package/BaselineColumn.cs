using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>The distribution of one column in training. Every level and number represents many rows, so none reveals the value of one row.</summary>
/// <param name="Missing">Number of rows without a value.</param>
/// <param name="Distinct">Number of distinct values.</param>
/// <param name="Levels">Frequent levels of a category, most frequent first. Empty for numbers, dates and free text.</param>
/// <param name="Counts">Rows of each level, or behind each number.</param>
/// <param name="Numbers">Numbers in ascending order: a frequent value itself, or the mean of a range of rare ones.</param>
/// <param name="Deviations">Standard deviation of the values behind each number. 0 for a frequent value.</param>
/// <param name="Others">Rows with a value that is not represented.</param>
public sealed record BaselineColumn(
    string Name,
    ColumnType Type,
    long Missing,
    long Distinct,
    IReadOnlyList<string> Levels,
    long[] Counts,
    double[]? Numbers = null,
    double[]? Deviations = null,
    long Others = 0);
