namespace MlWorkbench.Engine.Datasets;

/// <summary>The format of a file, inferred or set by the user. A property is null if the kind of file does not have it.</summary>
/// <param name="Encoding">One of <see cref="Text.TextEncodings.Names"/>.</param>
/// <param name="Decimal">Decimal mark of numbers.</param>
/// <param name="DayFirst">Interpretation of dates such as 03/04/2024. Null if no date was ambiguous.</param>
/// <param name="Sheet">The imported sheet of a workbook.</param>
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
