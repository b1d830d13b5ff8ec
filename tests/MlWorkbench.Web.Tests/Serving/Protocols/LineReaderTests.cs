using System.Text;
using MlWorkbench.Web.Serving.Protocols.Streams;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

public sealed class LineReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Read_PiecesOfAnySize_TakesTheSameLines(int pieceBytes)
    {
        var body = new PieceStream("first\r\n\n  \nsecond\n" + new string('x', 50) + "\nthird\n" + new string('y', 40) + "\nlast", pieceBytes);
        var reader = new LineReader(body, mostBytes: 40);

        var lines = await ReadAllAsync(reader, most: 2);

        Assert.Equal(
            ["1 first\r", "4 second", "5 too long", "6 third", "7 too long", "8 last"],
            lines);
    }

    [Fact]
    public async Task Read_SeveralLinesThere_TakesAtMostSoManyAndReadsNoFurther()
    {
        var body = new PieceStream("a\nb\nc\nd", pieceBytes: 6);
        var reader = new LineReader(body, mostBytes: 40);
        var lines = new List<StreamLine>();

        Assert.True(await reader.ReadAsync(lines, 2, Token));
        Assert.Equal([1, 2], lines.Select(line => line.Number));
        Assert.Equal(1, body.Reads);
        Assert.True(await reader.ReadAsync(lines, 2, Token));
        Assert.Equal([3], lines.Select(line => line.Number));
        Assert.Equal(1, body.Reads);
    }

    [Fact]
    public async Task Read_LastLineTooLongWithoutEnd_IsReported()
    {
        var reader = new LineReader(new PieceStream(new string('x', 100), pieceBytes: 7), mostBytes: 40);

        Assert.Equal(["1 too long"], await ReadAllAsync(reader, most: 5));
    }

    private static async Task<List<string>> ReadAllAsync(LineReader reader, int most)
    {
        var all = new List<string>();
        var lines = new List<StreamLine>();
        while (await reader.ReadAsync(lines, most, Token))
        {
            Assert.InRange(lines.Count, 1, most);
            all.AddRange(lines.Select(line => (line.Number, Text: line.IsTooLong ? "too long" : Encoding.UTF8.GetString(line.Text.Span)))
                .Select(line => FormattableString.Invariant($"{line.Number} {line.Text}")));
        }

        return all;
    }

    private sealed class PieceStream(string text, int pieceBytes) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public int Reads { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer[..Math.Min(pieceBytes, buffer.Length)], cancellationToken);
        }
    }
}
