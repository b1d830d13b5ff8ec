using Microsoft.AspNetCore.Mvc;
using MlWorkbench.Application;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>Import settings given by the caller. The others are inferred.</summary>
internal sealed record UploadQuery
{
    /// <summary>One character, or <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>.</summary>
    public string? Delimiter { get; init; }

    public string? Encoding { get; init; }

    public bool? Header { get; init; }

    /// <summary><c>.</c> or <c>,</c></summary>
    public string? Decimal { get; init; }

    public bool? DayFirst { get; init; }

    /// <summary>Spellings of a missing value. Can be repeated.</summary>
    [FromQuery]
    public string[]? Missing { get; init; }

    /// <summary>The sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>Name of the file if the body is the file itself.</summary>
    public string? FileName { get; init; }

    public DatasetImportOptions ToOptions() => new()
    {
        Delimiter = Delimiter is null ? null : DelimiterNames.Parse(Delimiter),
        Encoding = Encoding?.ToLowerInvariant(),
        HasHeader = Header,
        Decimal = ParseDecimal(),
        DayFirst = DayFirst,
        Missing = Missing is { Length: > 0 } ? Missing : null,
        Sheet = string.IsNullOrEmpty(Sheet) ? null : Sheet,
    };

    private char? ParseDecimal() => Decimal switch
    {
        null => null,
        "." or "," => Decimal[0],
        _ => throw new WorkbenchException(ErrorKind.Malformed, "unknown_decimal", "The decimal mark must be a dot or a comma."),
    };
}
