using System.Collections.Frozen;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Recognises passwords that attackers try first: a list from public breaches, and small changes to its words.</summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";

    /// <summary>Most digits and symbols around a word of the list with which it still counts as that word.</summary>
    private const int AddedCharacters = 5;

    private static readonly Lazy<FrozenSet<string>> List = new(Read);

    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        var core = TrimAround(lower);
        return List.Value.Contains(lower)
            || (lower.Length - core.Length <= AddedCharacters && (List.Value.Contains(core) || List.Value.Contains(WithLetters(core))));
    }

    private static string TrimAround(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && !char.IsLetter(text[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetter(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Replaces the usual symbols by their letters: p@ssw0rd.</summary>
    private static string WithLetters(string text) =>
        text.Replace('@', 'a').Replace('4', 'a').Replace('3', 'e').Replace('1', 'i').Replace('0', 'o').Replace('$', 's').Replace('5', 's').Replace('7', 't');

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!);
        var words = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                words.Add(line);
            }
        }

        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
