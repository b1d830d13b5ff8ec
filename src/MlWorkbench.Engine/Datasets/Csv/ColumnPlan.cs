using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Instructions for reading one column in the second pass.</summary>
internal sealed record ColumnPlan
{
    /// <summary>Position of the column in the file.</summary>
    public required int Source { get; init; }

    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    public required ColumnRole Role { get; init; }

    /// <summary>All distinct values with their codes. Null for numbers, dates and columns with too many levels.</summary>
    public Utf8Levels? Levels { get; init; }

    /// <summary>Whether the user selected the type, so that values may not match it.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>Whether days come before months in dates.</summary>
    public required bool DayFirst { get; init; }

    /// <summary>The decimal mark of numbers.</summary>
    public required char DecimalMark { get; init; }

    /// <summary>Whether numbers can have thousands marks, currency or percent signs.</summary>
    public required bool IsFormatted { get; init; }

    private const int ShownLength = 40;

    /// <summary>Memory of a text in addition to its bytes: code, end, hash and slots.</summary>
    private const int TextOverhead = 32;

    /// <summary>Average length of the values in bytes, estimated.</summary>
    public double AverageLength { get; init; }

    /// <summary>Estimated memory of one row of the column. The buffer of texts can be half empty.</summary>
    public long BytesPerRow => this switch
    {
        { Levels: not null } => sizeof(int),
        { Type: ColumnType.Integer or ColumnType.Number or ColumnType.Date } => sizeof(double),
        _ => TextOverhead + (long)(2 * AverageLength),
    };

    /// <summary>Creates the error for a value that does not match the column's type.</summary>
    /// <param name="place">Place of the value, at the start of a sentence.</param>
    public EngineException Broken(string place, string value, long row)
    {
        var shown = value.Length <= ShownLength ? value : string.Concat(value.AsSpan(0, ShownLength), "…");
        var expected = Type switch
        {
            ColumnType.Integer => "is not a whole number within ±2^53",
            ColumnType.Number => $"is not a number with '{DecimalMark}' as decimal mark",
            ColumnType.Date => "is not a date",
            _ => "is a third value in a yes/no column",
        };
        return new EngineException(
            "value_breaks_type",
            $"{place}, column '{Name}': '{shown}' {expected}. Choose another type for the column, or declare the value as missing.",
            row,
            Name);
    }
}
