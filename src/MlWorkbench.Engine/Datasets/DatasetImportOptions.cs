using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Import settings of the user. If a setting is null, it is inferred from the file.</summary>
/// <param name="Delimiter">One ASCII character that separates values.</param>
/// <param name="Encoding">One of <see cref="Text.TextEncodings.Names"/>.</param>
/// <param name="HasHeader">Whether the first row contains the column names.</param>
/// <param name="Decimal">The decimal mark of numbers: a dot or a comma.</param>
/// <param name="DayFirst">Whether 03/04/2024 is 3 April.</param>
/// <param name="Types">Column types by column name. If a value does not match its type, the file is refused.</param>
/// <param name="Missing">Spellings of a missing value in addition to <see cref="Values.MissingSpellings.Standard"/>.</param>
/// <param name="Sheet">The sheet of a workbook. If null, the first sheet that is not hidden and not empty.</param>
public sealed record DatasetImportOptions(
    char? Delimiter = null,
    string? Encoding = null,
    bool? HasHeader = null,
    char? Decimal = null,
    bool? DayFirst = null,
    IReadOnlyDictionary<string, ColumnType>? Types = null,
    IReadOnlyList<string>? Missing = null,
    string? Sheet = null)
{
    public static DatasetImportOptions Inferred { get; } = new();
}
