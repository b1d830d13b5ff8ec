using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Import settings of the user. If a setting is null, it is inferred from the file.</summary>
public sealed record DatasetImportOptions
{
    /// <summary>One ASCII character that separates values.</summary>
    public char? Delimiter { get; init; }

    /// <summary>One of <see cref="Text.TextEncodings.Names"/>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether the first row contains the column names.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The decimal mark of numbers: a dot or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>Whether 03/04/2024 is 3 April.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Column types by column name. If a value does not match its type, the file is refused.</summary>
    public IReadOnlyDictionary<string, ColumnType>? Types { get; init; }

    /// <summary>Spellings of a missing value in addition to <see cref="Values.MissingSpellings.Standard"/>.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The sheet of a workbook. If null, the first sheet that is not hidden and not empty.</summary>
    public string? Sheet { get; init; }

    public static DatasetImportOptions Inferred { get; } = new();

    /// <summary>The types of a model's columns in a file with rows to score.</summary>
    public static IReadOnlyDictionary<string, ColumnType> TypesFor(ModelSignature signature) =>
        signature.Columns.ToDictionary(column => column.Name, column => ReadAs(column.Type), StringComparer.Ordinal);

    // A fraction or a third level is an unknown value for the model, but not a reason to refuse the file.
    private static ColumnType ReadAs(ColumnType type) => type switch
    {
        ColumnType.Integer => ColumnType.Number,
        ColumnType.Boolean => ColumnType.Category,
        _ => type,
    };
}
