using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>How the second pass reads one column.</summary>
/// <param name="Source">Position of the column in the file.</param>
/// <param name="Levels">All distinct values with their codes; null for numbers, dates and columns with too many levels to hold.</param>
/// <param name="DayFirst">Whether days come before months in its dates.</param>
/// <param name="DecimalMark">The decimal mark of its numbers.</param>
/// <param name="IsFormatted">Whether its numbers may have thousands marks, currency or percent signs.</param>
/// <param name="IsGiven">Whether the user chose the type, so that values may break it.</param>
internal sealed record ColumnPlan(int Source, string Name, ColumnType Type, ColumnRole Role, Utf8Levels? Levels, bool IsGiven, bool DayFirst, char DecimalMark, bool IsFormatted)
{
    private const int ShownLength = 40;

    /// <summary>A value that breaks the column's type.</summary>
    /// <param name="place">Where it is, beginning a sentence.</param>
    public EngineException Broken(string place, string value, long row)
    {
        var shown = value.Length <= ShownLength ? value : string.Concat(value.AsSpan(0, ShownLength), "…");
        var expected = Type switch
        {
            ColumnType.Integer => "is not a whole number within ±2^53",
            ColumnType.Number => $"is not a number with '{DecimalMark}' as decimal mark",
            ColumnType.Date => "is not a date",
            _ => "is a third value where a yes/no column has two",
        };
        return new EngineException("value_breaks_type", $"{place}, column '{Name}': '{shown}' {expected}. Choose another type for the column, or name the value as missing.", row, Name);
    }
}
