namespace MlWorkbench.Engine.Datasets;

/// <summary>How a file spells a table: inferred from the file or given by the user. Null is what its kind does not have.</summary>
/// <param name="Encoding">One of <see cref="Text.TextEncodings.Names"/>.</param>
/// <param name="Decimal">Decimal mark of numbers.</param>
/// <param name="DayFirst">How dates such as 03/04/2024 were read; null where no date could be read both ways.</param>
/// <param name="Sheet">The sheet of a workbook that was read.</param>
/// <param name="Sheets">All sheets of a workbook.</param>
public sealed record TabularFormat(
    char? Delimiter,
    string? Encoding,
    bool HasHeader,
    char? Decimal,
    bool? DayFirst,
    FileKind Kind = FileKind.Text,
    string? Sheet = null,
    IReadOnlyList<string>? Sheets = null);
