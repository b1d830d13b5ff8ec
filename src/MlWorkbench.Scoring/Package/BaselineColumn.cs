using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>The distribution of one column in training. Behind every level and number stand many rows, so none shows what one row held.</summary>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Distinct values.</param>
/// <param name="Levels">Of categories: the frequent levels, most frequent first; none for numbers, dates and free text.</param>
/// <param name="Counts">Rows of each level, or behind each number.</param>
/// <param name="Numbers">Of numbers, ascending: a frequent value itself, or the mean of a range of rare ones.</param>
/// <param name="Deviations">Standard deviation of the values behind each number; 0 for a frequent value.</param>
/// <param name="Others">Rows with a value that is in none of them.</param>
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
