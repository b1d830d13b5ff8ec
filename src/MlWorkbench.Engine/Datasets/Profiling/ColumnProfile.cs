using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>What the values of one column look like.</summary>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Distinct values, missing not counted.</param>
/// <param name="Numbers">Of Integer, Number and Date columns that have a value; dates in seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="TopValues">Of Boolean, Category and Text columns: the most frequent values, most frequent first.</param>
/// <param name="Lengths">Of Boolean, Category and Text columns that have a value.</param>
public sealed record ColumnProfile(
    string Name,
    ColumnType Type,
    long Missing,
    long Distinct,
    NumberProfile? Numbers,
    IReadOnlyList<ValueCount>? TopValues,
    TextLengths? Lengths);
