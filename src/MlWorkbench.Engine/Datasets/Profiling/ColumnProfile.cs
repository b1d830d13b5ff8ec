using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Summary of the values of one column.</summary>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Distinct values, without missing ones.</param>
/// <param name="Numbers">Statistics of Integer, Number and Date columns with values. Dates are in seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="TopValues">The most frequent values of Boolean, Category and Text columns, most frequent first.</param>
/// <param name="Lengths">Text lengths of Boolean, Category and Text columns with values.</param>
public sealed record ColumnProfile(
    string Name,
    ColumnType Type,
    long Missing,
    long Distinct,
    NumberProfile? Numbers,
    IReadOnlyList<ValueCount>? TopValues,
    TextLengths? Lengths);
