using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlWorkbench.Engine;

/// <summary>Describes an error in JSON in terms of the file, not of the program that reads it.</summary>
public static partial class JsonRefusal
{
    /// <summary>A sentence, for example "'role' is unknown, or its value cannot be used (line 1, byte 42)."</summary>
    public static string Describe(JsonException refusal) => string.Create(
        CultureInfo.InvariantCulture,
        $"{What(refusal)} (line {(refusal.LineNumber ?? 0) + 1}, byte {(refusal.BytePositionInLine ?? 0) + 1}).");

    /// <summary>The name of an unknown field. Null for other errors.</summary>
    public static string? FindUnknownField(JsonException refusal) => UnknownField().Match(refusal.Message) is { Success: true } match ? match.Groups["field"].Value : null;

    private static string What(JsonException refusal)
    {
        var path = refusal.Path?.TrimStart('$').TrimStart('.') ?? "";
        if (FindUnknownField(refusal) is { } field)
        {
            return path.Length == 0 || path == field ? $"'{field}' is unknown" : $"'{field}' is unknown at '{path}'";
        }

        // The syntax reader fails before any value is read.
        var isBroken = refusal.InnerException is JsonException;
        return (isBroken, path) switch
        {
            (true, "") => "the text is broken or incomplete",
            (true, _) => $"the text is broken or incomplete at '{path}'",
            (false, "") => "the value has another type, or a field is missing",
            (false, _) => $"'{path}' is unknown, or its value cannot be used",
        };
    }

    // The exception contains the name of the field only in its message.
    [GeneratedRegex("^The JSON property '(?<field>.*)' could not be mapped", RegexOptions.Singleline)]
    private static partial Regex UnknownField();
}
