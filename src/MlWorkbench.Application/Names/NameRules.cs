using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Names;

/// <summary>Rules for all names that people choose: every character is visible, and no name looks like another.</summary>
public static class NameRules
{
    /// <summary>Letters and marks without a visible shape, with or without width.</summary>
    private static readonly HashSet<int> Blank =
    [
        0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0,
        .. Enumerable.Range(0xFE00, 16), .. Enumerable.Range(0xE0100, 240),
    ];

    /// <summary>Alphabets with letters that look like those of another alphabet: first and last character of each range.</summary>
    private static readonly (int First, int Last, string Name)[] Alphabets =
    [
        (0x0041, 0x024F, "Latin"), (0x0250, 0x02AF, "Latin"), (0x0370, 0x03E1, "Greek"), (0x03E2, 0x03EF, "Coptic"), (0x03F0, 0x03FF, "Greek"),
        (0x0400, 0x052F, "Cyrillic"), (0x0531, 0x058F, "Armenian"), (0x10A0, 0x10FF, "Georgian"), (0x13A0, 0x13FD, "Cherokee"), (0x1C80, 0x1C8F, "Cyrillic"),
        (0x1D00, 0x1D25, "Latin"), (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"), (0x2C60, 0x2C7F, "Latin"), (0x2C80, 0x2CFF, "Coptic"),
        (0x2DE0, 0x2DFF, "Cyrillic"), (0xA4D0, 0xA4FF, "Lisu"), (0xA640, 0xA69F, "Cyrillic"), (0xA722, 0xA7FF, "Latin"), (0xAB30, 0xAB6F, "Latin"),
        (0xAB70, 0xABBF, "Cherokee"), (0xFF21, 0xFF5A, "Latin"),
    ];

    /// <summary>Checks a name, and returns it trimmed and with single spaces.</summary>
    /// <param name="what">Kind of the named object, such as <c>dataset</c>.</param>
    /// <exception cref="WorkbenchException">The name is empty or too long, contains an invisible character, or mixes alphabets within a word.</exception>
    internal static string Require(string? name, string what, int longest, string code = "name_invalid", string column = "name")
    {
        var kept = string.Join(' ', (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (kept.Length is 0 || kept.Length > longest)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"The name of a {what} has 1 to {longest} characters; this name has {kept.Length}.");
            throw WorkbenchException.Invalid(code, text, column: column);
        }

        return FindFault(kept) is { } fault
            ? throw WorkbenchException.Invalid(code, $"'{Shorten(Visible(kept))}' is not a valid name of a {what}: {fault}", column: column)
            : kept;
    }

    /// <summary>Refuses a name that equals another, regardless of case, or looks like another.</summary>
    /// <param name="others">Rows of the same kind, without the named one.</param>
    internal static async Task RequireFreeAsync<T>(IQueryable<T> others, string name, string what, CancellationToken cancellationToken)
        where T : NamedRow
    {
        if (await FindAlikeAsync(others, name, cancellationToken) is { } taken)
        {
            throw WorkbenchException.Conflict(
                "name_taken",
                $"A {what} '{taken}' already exists, and '{name}' looks the same. Choose a name that no one can confuse with it.");
        }
    }

    /// <summary>Finds another row's name that equals this one or looks like it. Null if there is none.</summary>
    internal static async Task<string?> FindAlikeAsync<T>(IQueryable<T> others, string name, CancellationToken cancellationToken)
        where T : NamedRow
    {
        var (spelling, look) = (SpellingOf(name), LookOf(name));
        return await others.Where(other => other.Spelling == spelling || other.Look == look).Select(other => other.Name).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether two names are equal or look the same.</summary>
    internal static bool AreAlike(string one, string other) => SpellingOf(one) == SpellingOf(other) || LookOf(one) == LookOf(other);

    internal static string SpellingOf(string name) => name.ToLowerInvariant();

    internal static string LookOf(string name) => LookAlikes.Of(name);

    /// <summary>Prepares a text for a message: invisible characters become their code points.</summary>
    public static string Visible(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name.EnumerateRunes())
        {
            text.Append(IsHidden(character) ? CodePoint(character) : character.ToString());
        }

        return text.ToString();
    }

    /// <summary>Shortens a name for a message, between characters.</summary>
    internal static string Shorten(string name) =>
        name.Length <= 40 ? name : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[39]) ? 39 : 40), "…");

    /// <summary>Returns the fault and its remedy in words. Null if the name has no fault.</summary>
    private static string? FindFault(string name)
    {
        string? alphabet = null;
        var first = true;
        foreach (var character in name.EnumerateRunes())
        {
            if (IsHidden(character))
            {
                return $"it contains the invisible character {CodePoint(character)}. Remove that character.";
            }

            var isMark = Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            if (first && isMark)
            {
                return $"it starts with {CodePoint(character)}, a mark that belongs on a letter. Start with a letter.";
            }

            first = false;
            if (!Rune.IsLetterOrDigit(character) && !isMark)
            {
                alphabet = null;
            }
            else if (AlphabetOf(character) is { } found)
            {
                if (alphabet is not null && alphabet != found)
                {
                    return $"one word mixes {alphabet} and {found} letters, which look alike. Write each word in one alphabet.";
                }

                alphabet = found;
            }
        }

        return null;
    }

    private static bool IsHidden(Rune character) =>
        Blank.Contains(character.Value)
        || character == Rune.ReplacementChar
        || (Rune.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned => true,
            UnicodeCategory.SpaceSeparator => character.Value != ' ',
            _ => false,
        });

    private static string? AlphabetOf(Rune character)
    {
        if (!Rune.IsLetter(character))
        {
            return null;
        }

        return Alphabets.FirstOrDefault(range => character.Value >= range.First && character.Value <= range.Last).Name;
    }

    private static string CodePoint(Rune character) => string.Create(CultureInfo.InvariantCulture, $"U+{character.Value:X4}");
}
