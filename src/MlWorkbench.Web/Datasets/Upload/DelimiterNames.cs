using MlWorkbench.Application;

namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>Names of delimiters.</summary>
internal static class DelimiterNames
{
    public static IReadOnlyList<(char Delimiter, string Name)> Common { get; } = [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "pipe")];

    public static string Of(char delimiter) => Common
        .Where(common => common.Delimiter == delimiter)
        .Select(common => common.Name)
        .FirstOrDefault()
        ?? delimiter.ToString();

    public static char Parse(string text)
    {
        foreach (var (delimiter, name) in Common)
        {
            if (string.Equals(text, name, StringComparison.OrdinalIgnoreCase))
            {
                return delimiter;
            }
        }

        return text switch
        {
            "\\t" => '\t',
            { Length: 1 } => text[0],
            _ => throw new WorkbenchException(ErrorKind.Malformed, "unknown_delimiter", "The delimiter must be one character, or comma, semicolon, tab or pipe."),
        };
    }
}
