using System.Text;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>The words of a text and its runs of neighbouring words, in lower case, which text columns count.</summary>
public static class WordGrams
{
    /// <summary>Maximum number of characters read per text. More would add time and no signal.</summary>
    public const int MaxCharacters = 20_000;

    /// <summary>Maximum number of words in a run.</summary>
    public const int MaxWords = 3;

    private const ulong HashSeed = 0xcbf29ce484222325;
    private const ulong HashPrime = 0x100000001b3;

    /// <summary>Returns the words, letters and digits only, separated by one space. Each run of words is a part of this text.</summary>
    public static string Normalise(string text)
    {
        var words = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        var pending = false;
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxCharacters)))
        {
            if (!char.IsLetterOrDigit(character))
            {
                pending = words.Length > 0;
                continue;
            }

            if (pending)
            {
                words.Append(' ');
                pending = false;
            }

            words.Append(char.ToLowerInvariant(character));
        }

        return words.ToString();
    }

    /// <summary>Finds the runs of one to <paramref name="words"/> words, in the order of the text.</summary>
    /// <param name="normalised">A text from <see cref="Normalise"/>.</param>
    public static IEnumerable<Range> Find(string normalised, int words)
    {
        for (var start = 0; start < normalised.Length;)
        {
            var next = EndOfWord(normalised, start);
            var end = next;
            yield return start..end;
            for (var count = 1; count < words && end < normalised.Length; count++)
            {
                end = EndOfWord(normalised, end + 1);
                yield return start..end;
            }

            start = next + 1;
        }
    }

    /// <summary>FNV-1a with 64 bits, which is the same on every machine and in every version.</summary>
    public static ulong Hash(ReadOnlySpan<char> gram)
    {
        var hash = HashSeed;
        foreach (var character in gram)
        {
            hash = (hash ^ character) * HashPrime;
        }

        return hash;
    }

    /// <summary>Converts counts to 1 + ln(count), multiplies them by their weights, and scales the result to length 1 (Salton and Buckley 1988).</summary>
    internal static void Weigh(Span<double> counts, ReadOnlySpan<double> weights)
    {
        var squares = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                counts[i] = (1 + Math.Log(counts[i])) * (weights.IsEmpty ? 1 : weights[i]);
                squares += counts[i] * counts[i];
            }
        }

        if (squares > 0)
        {
            var length = Math.Sqrt(squares);
            foreach (ref var count in counts)
            {
                count /= length;
            }
        }
    }

    private static int EndOfWord(string normalised, int start) =>
        normalised.IndexOf(' ', start) is >= 0 and var space ? space : normalised.Length;
}
