namespace MlWorkbench.Scoring.Features;

/// <summary>
/// Splits a text into the grams of a text score: words, pairs of neighbouring words, and runs of 4 characters within a word and its borders. Each is a 64-bit
/// FNV-1a hash, so a package contains no training text.
/// </summary>
public static class TextGrams
{
    /// <summary>Maximum number of characters read per text. More would add time and no signal.</summary>
    public const int MaxCharacters = 20_000;

    private const int RunLength = 4;
    private const ulong WordSeed = 0xcbf29ce484222325;
    private const ulong PairSeed = 0x9ae16a3b2f90404f;
    private const ulong RunSeed = 0xc2b2ae3d27d4eb4f;
    private const ulong Prime = 0x100000001b3;
    private const ulong RunBit = 1;

    /// <summary>Whether a gram is a run of characters, not a word or a pair of words.</summary>
    public static bool IsRun(ulong gram) => (gram & RunBit) != 0;

    /// <summary>Adds the hash of every gram of the text, including repeats, in the order of the text.</summary>
    public static void Collect(string text, List<ulong> grams)
    {
        var end = Math.Min(text.Length, MaxCharacters);
        Span<char> word = stackalloc char[64];
        var previous = 0UL;
        var position = 0;
        while (position < end)
        {
            if (!char.IsLetterOrDigit(text[position]))
            {
                position++;
                continue;
            }

            word[0] = ' ';
            var length = 1;
            while (position < end && length < word.Length - 1 && char.IsLetterOrDigit(text[position]))
            {
                word[length++] = char.ToLowerInvariant(text[position++]);
            }

            word[length++] = ' ';
            previous = AddWord(word[..length], previous, grams);
        }
    }

    private static ulong AddWord(ReadOnlySpan<char> bordered, ulong previous, List<ulong> grams)
    {
        var hash = Hash(WordSeed, bordered);
        grams.Add(hash & ~RunBit);
        if (previous != 0)
        {
            grams.Add(Mix(Mix(PairSeed, previous), hash) & ~RunBit);
        }

        for (var start = 0; start + RunLength <= bordered.Length; start++)
        {
            grams.Add(Hash(RunSeed, bordered.Slice(start, RunLength)) | RunBit);
        }

        return hash;
    }

    private static ulong Hash(ulong seed, ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            seed = (seed ^ character) * Prime;
        }

        return seed;
    }

    private static ulong Mix(ulong seed, ulong value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            seed = (seed ^ ((value >> shift) & 0xff)) * Prime;
        }

        return seed;
    }
}
