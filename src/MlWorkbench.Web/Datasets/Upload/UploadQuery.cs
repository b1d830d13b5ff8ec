using Microsoft.AspNetCore.Mvc;
using MlWorkbench.Application;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>Import settings given by the caller. The others are inferred.</summary>
/// <param name="Delimiter">One character, or <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>.</param>
/// <param name="Decimal"><c>.</c> or <c>,</c></param>
/// <param name="Missing">Spellings of a missing value. Can be repeated.</param>
/// <param name="Sheet">The sheet of a workbook.</param>
/// <param name="FileName">Name of the file if the body is the file itself.</param>
internal sealed record UploadQuery(string? Delimiter, string? Encoding, bool? Header, string? Decimal, bool? DayFirst, [FromQuery] string[]? Missing, string? Sheet, string? FileName)
{
    public DatasetImportOptions ToOptions() => new(
        Delimiter is null ? null : DelimiterNames.Parse(Delimiter),
        Encoding?.ToLowerInvariant(),
        Header,
        ParseDecimal(),
        DayFirst,
        Missing: Missing is { Length: > 0 } ? Missing : null,
        Sheet: string.IsNullOrEmpty(Sheet) ? null : Sheet);

    private char? ParseDecimal() => Decimal switch
    {
        null => null,
        "." or "," => Decimal[0],
        _ => throw new WorkbenchException(ErrorKind.Malformed, "unknown_decimal", "The decimal mark must be a dot or a comma."),
    };
}
