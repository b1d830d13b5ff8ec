using System.Collections.Frozen;
using System.Text;

namespace MlWorkbench.Application.Names;

/// <summary>Table of characters that look like others (Unicode Technical Standard 39).</summary>
internal static class LookAlikes
{
    private static readonly FrozenDictionary<Rune, string> Looks = Read();

    /// <summary>Replaces each character by the one that it looks like, in lower case. Two texts that look the same have equal results.</summary>
    public static string Of(string text)
    {
        var look = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            look.Append(Looks.TryGetValue(character, out var target) ? target : character.ToString());
        }

        return look.ToString().ToLowerInvariant();
    }

    private static FrozenDictionary<Rune, string> Read()
    {
        using var stream = typeof(LookAlikes).Assembly.GetManifestResourceStream("look-alikes.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var looks = new Dictionary<Rune, string>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("# ", StringComparison.Ordinal) && line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0)
            {
                foreach (var character in line[(space + 1)..].EnumerateRunes())
                {
                    looks[character] = line[..space];
                }
            }
        }

        return looks.ToFrozenDictionary();
    }
}
