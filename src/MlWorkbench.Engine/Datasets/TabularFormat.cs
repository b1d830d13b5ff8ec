namespace MlWorkbench.Engine.Datasets;

/// <summary>The format of a file, inferred or set by the user. A property is null if the kind of file does not have it.</summary>
public sealed record TabularFormat
{
    public char? Delimiter { get; init; }

    /// <summary>One of <see cref="Text.TextEncodings.Names"/>.</summary>
    public string? Encoding { get; init; }

    public required bool HasHeader { get; init; }

    /// <summary>Decimal mark of numbers.</summary>
    public char? Decimal { get; init; }

    /// <summary>Interpretation of dates such as 03/04/2024. Null if no date was ambiguous.</summary>
    public bool? DayFirst { get; init; }

    public FileKind Kind { get; init; } = FileKind.Text;

    /// <summary>The imported sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>All sheets of a workbook.</summary>
    public IReadOnlyList<string>? Sheets { get; init; }
}
