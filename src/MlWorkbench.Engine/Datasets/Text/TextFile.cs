namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>A possible text table: its encoding, the position of its first row, and a sample of its first lines.</summary>
internal sealed class TextFile
{
    private const int SampleSize = 256 * 1024;

    private readonly Func<Stream> _open;
    private readonly int _start;

    private TextFile(Func<Stream> open, string encoding, string? assumption, int start, char? declaredDelimiter, byte[] sample)
    {
        _open = open;
        _start = start;
        Encoding = encoding;
        EncodingAssumption = assumption;
        DeclaredDelimiter = declaredDelimiter;
        Sample = sample;
    }

    public string Encoding { get; }

    /// <summary>The reason for the encoding, as a sentence. Null if the file or the user specifies it.</summary>
    public string? EncodingAssumption { get; }

    /// <summary>The delimiter of a first line such as <c>sep=;</c>, which spreadsheets write.</summary>
    public char? DeclaredDelimiter { get; }

    /// <summary>The first complete lines, in UTF-8.</summary>
    public byte[] Sample { get; }

    /// <param name="open">Opens the file from its start; called once per pass.</param>
    /// <exception cref="EngineException">The file is empty or not a text file.</exception>
    public static TextFile Inspect(Func<Stream> open, string? givenEncoding, CancellationToken cancellation)
    {
        var head = ReadHead(open, out var isWhole);
        if (FileSignatures.FindBinary(head) is { } binary)
        {
            throw NotText(binary);
        }

        var (recognised, markLength) = TextEncodings.Recognise(head);
        var (encoding, assumption) = (givenEncoding ?? recognised) is { } said ? (said, null) : DetectByContent(open, head, cancellation);
        var text = TextEncodings.Get(encoding).GetString(head, markLength, head.Length - markLength);
        if (!isWhole)
        {
            text = text[..(text.LastIndexOfAny(['\n', '\r']) is var end and >= 0 ? end + 1 : text.Length)];
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new EngineException("file_empty", "The file is empty. Choose a file with a header row and data rows.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw NotText("a binary file");
        }

        var (declaration, delimiter) = FindDeclaration(text);
        var sample = System.Text.Encoding.UTF8.GetBytes(text[declaration..]);
        if (FileSignatures.FindMarkup(sample) is { } markup)
        {
            throw NotText(markup);
        }

        return new TextFile(open, encoding, assumption, markLength + TextEncodings.Get(encoding).GetByteCount(text.AsSpan(0, declaration)), delimiter, sample);
    }

    /// <summary>The lines before <see cref="Sample"/>.</summary>
    public int LinesBefore => DeclaredDelimiter is null ? 0 : 1;

    /// <summary>The file from its first row on.</summary>
    /// <param name="skip">Number of bytes of <see cref="Sample"/> above the table.</param>
    public Stream Open(int skip)
    {
        var stream = _open();
        stream.Position = _start + TextEncodings.Get(Encoding).GetByteCount(System.Text.Encoding.UTF8.GetString(Sample, 0, skip));
        return stream;
    }

    private static byte[] ReadHead(Func<Stream> open, out bool isWhole)
    {
        using var stream = open();
        var head = new byte[SampleSize];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        isWhole = length < head.Length;
        return head[..length];
    }

    private static (string Encoding, string? Assumption) DetectByContent(Func<Stream> open, byte[] head, CancellationToken cancellation)
    {
        if (head.AsSpan().Contains((byte)0))
        {
            throw NotText("a binary file");
        }

        using (var stream = open())
        {
            if (TextEncodings.IsUtf8(stream, cancellation))
            {
                return (TextEncodings.Utf8, null);
            }
        }

        using var again = open();
        var (encoding, language) = CodePages.Guess(again, cancellation);
        var reason = language is null ? "" : $", whose letters fit {language}";
        return (encoding, $"The file is not valid UTF-8 and was read as W{encoding[1..]}{reason}. If letters look wrong, choose another encoding.");
    }

    private static (int Length, char? Delimiter) FindDeclaration(string text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6 || text[5] is not ('\r' or '\n') || !char.IsAscii(text[4]))
        {
            return (0, null);
        }

        return (text[5] == '\r' && text.Length > 6 && text[6] == '\n' ? 7 : 6, text[4]);
    }

    private static EngineException NotText(string what) => new(
        "file_not_text",
        $"The file is {what}, not a text table. Upload CSV, TSV or another delimited text, an Excel workbook (.xlsx) or Parquet.");
}
