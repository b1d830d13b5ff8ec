using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>What the user decides about reading a file; whatever is left out is inferred from the file.</summary>
/// <param name="Delimiter">One ASCII character between values.</param>
/// <param name="Encoding">One of <see cref="Text.TextEncodings.Names"/>.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="Decimal">The decimal mark of numbers: a dot or a comma.</param>
/// <param name="DayFirst">Whether 03/04/2024 is the third of April.</param>
/// <param name="Types">Column types by column name; a value that breaks the given type refuses the file.</param>
/// <param name="Missing">Spellings of a missing value in addition to <see cref="Values.MissingSpellings.Standard"/>.</param>
/// <param name="Sheet">The sheet of a workbook; left out, the first one that is not hidden and not empty.</param>
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
