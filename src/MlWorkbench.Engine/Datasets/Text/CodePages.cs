namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>Infers the Windows code page of a text from its letters beyond ASCII: that of the language whose alphabet contains most of them.</summary>
internal static class CodePages
{
    /// <summary>Number of letters used for the decision.</summary>
    private const int MostLetters = 20_000;

    /// <summary>Fewer letters are insufficient evidence against the usual code page.</summary>
    private const int FewestLetters = 8;

    private const int BlockSize = 1 << 16;

    /// <summary>Margin by which another code page must fit better than the usual one.</summary>
    private const double Margin = 0.03;

    /// <summary>From this share on, letters beyond ASCII are adjacent, as in non-Latin scripts.</summary>
    private const double WholeWords = 0.4;

    /// <summary>A text in several Western languages does not fit any of them alone. A fit to all of them together is weaker evidence.</summary>
    private const double WesternWeight = 0.95;

    private const string Western = "äöüßàâæçéèêëîïôœùûÿáíñóúãõåøìò";

    // Punctuation at the same positions in all code pages.
    private static readonly byte[] Punctuation =
    [
        0x80, 0x82, 0x84, 0x85, 0x86, 0x87, 0x89, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9B,
        0xA0, 0xA4, 0xA6, 0xA7, 0xA9, 0xAB, 0xAC, 0xAD, 0xAE, 0xB0, 0xB1, 0xB5, 0xB6, 0xB7, 0xBB,
    ];

    private static readonly (string Encoding, string Language, string Letters)[] Latin =
    [
        (TextEncodings.Windows1252, "German", "äöüß"), (TextEncodings.Windows1252, "French", "àâæçéèêëîïôœùûüÿ"), (TextEncodings.Windows1252, "Spanish", "áéíñóúü¿¡ºª"),
        (TextEncodings.Windows1252, "Portuguese", "àáâãçéêíóôõúºª"), (TextEncodings.Windows1252, "Italian", "àèéìîòù"), (TextEncodings.Windows1252, "Nordic", "åäöæøéü"),
        (TextEncodings.Windows1252, "Icelandic", "áéíóúýþæöð"),
        (TextEncodings.Windows1250, "Polish", "ąćęłńóśźż"), (TextEncodings.Windows1250, "Czech", "áčďéěíňóřšťúůýž"), (TextEncodings.Windows1250, "Slovak", "áäčďéíľňóôšťúýž"),
        (TextEncodings.Windows1250, "Hungarian", "áéíóöőúüű"), (TextEncodings.Windows1250, "Croatian or Slovene", "čćđšž"), (TextEncodings.Windows1250, "Romanian", "ăâîşţ"),
        (TextEncodings.Windows1254, "Turkish", "âçğıîöşûüİ"),
        (TextEncodings.Windows1257, "Lithuanian or Latvian", "āąčēęėģīįķļņšūųž"), (TextEncodings.Windows1257, "Estonian", "äõöšüž"),
    ];

    // Their alphabets use the same positions, so only frequent letters distinguish them.
    private static readonly (string Encoding, string Language, string Letters)[] Others =
    [
        (TextEncodings.Windows1251, "Cyrillic", "оеаинтсрвлкмдпу"), (TextEncodings.Windows1253, "Greek", "αοιετσνηυρπκμλςάέίόή"),
    ];

    /// <returns>The encoding, and the language that its letters indicate. The language is null for the usual encoding.</returns>
    public static (string Encoding, string? Language) Guess(Stream text, CancellationToken cancellation)
    {
        var (counts, isWhole) = CountLetters(text, cancellation);
        if (counts.Sum() < FewestLetters)
        {
            return (TextEncodings.Windows1252, null);
        }

        var fits = (isWhole ? Others : Latin)
            .Select(alphabet => (alphabet.Encoding, alphabet.Language, Share: Share(counts, alphabet.Encoding, alphabet.Letters)))
            .ToList();
        var best = fits.MaxBy(fit => fit.Share);
        if (isWhole)
        {
            return (best.Encoding, best.Language);
        }

        var usual = fits
            .Where(fit => fit.Encoding == TextEncodings.Windows1252)
            .Select(fit => fit.Share)
            .Append(WesternWeight * Share(counts, TextEncodings.Windows1252, Western))
            .Max();
        return best.Encoding != TextEncodings.Windows1252 && best.Share > usual + Margin ? (best.Encoding, best.Language) : (TextEncodings.Windows1252, null);
    }

    /// <summary>Counts of each byte beyond ASCII as a letter, and whether such letters form whole words.</summary>
    private static (long[] Counts, bool IsWhole) CountLetters(Stream text, CancellationToken cancellation)
    {
        var counts = new long[256];
        var block = new byte[BlockSize];
        var (letters, following) = (0L, 0L);
        var wasLetter = false;
        int read;
        while (letters < MostLetters && (read = text.Read(block)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var character in block.AsSpan(0, read))
            {
                var isLetter = character >= 0x80 && Array.IndexOf(Punctuation, character) < 0;
                if (isLetter)
                {
                    counts[character]++;
                    letters++;
                    following += wasLetter ? 1 : 0;
                }

                wasLetter = isLetter;
            }
        }

        return (counts, following > WholeWords * letters);
    }

    private static double Share(long[] counts, string encoding, string alphabet)
    {
        var decoder = TextEncodings.Get(encoding);
        long known = 0;
        for (var character = 0x80; character < counts.Length; character++)
        {
            if (counts[character] > 0 && alphabet.Contains(decoder.GetString([(byte)character]), StringComparison.InvariantCultureIgnoreCase))
            {
                known += counts[character];
            }
        }

        return (double)known / counts.Sum();
    }
}
