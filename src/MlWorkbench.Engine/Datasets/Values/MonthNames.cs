using System.Text;

namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>English month names, complete or with their first three letters, in any case.</summary>
internal static class MonthNames
{
    private static readonly string[] Names =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>1 to 12, or 0 if the text is not a month.</summary>
    public static int Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 3 or > 9)
        {
            return 0;
        }

        for (var month = 0; month < Names.Length; month++)
        {
            var name = Names[month];
            if (Ascii.EqualsIgnoreCase(text, name) || (text.Length == 3 && Ascii.EqualsIgnoreCase(text, name.AsSpan(0, 3))))
            {
                return month + 1;
            }
        }

        return 0;
    }
}
