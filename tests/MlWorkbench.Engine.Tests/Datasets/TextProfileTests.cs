using System.Runtime.InteropServices;
using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Profiles of texts that do not fit into memory.</summary>
public sealed class TextProfileTests : IDisposable
{
    private static readonly DatasetImportOptions AsText = new()
    {
        Types = new Dictionary<string, ColumnType> { ["text"] = ColumnType.Text },
    };

    private readonly string _path = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 2, 64_000_000)]
    [InlineData(2, 2, 2_000)]
    [InlineData(3, 9, 64_000_000)]
    [InlineData(4, 9, 50_000)]
    [InlineData(5, 300, 100_000)]
    public void Profile_RandomTexts_IsTheNaiveCount(int seed, int longest, long mostBytes)
    {
        var texts = RandomTexts(seed, longest);
        var reader = CsvTableReader.Inspect(() => new MemoryStream(Encoding.UTF8.GetBytes("n,text\n" + string.Join('\n', texts.Select(text => $"1,{text}")))), AsText, Cancellation);
        using var columns = new ColumnFile(_path, reader.Columns, reader.RowCount, _ => { });
        foreach (var batch in reader.ReadBatches(700, Cancellation))
        {
            columns.Write(batch);
        }

        var profile = columns.Profile(1, new ColumnSorter(), new TextCounter(mostBytes));

        Assert.Equivalent(NaiveProfile(texts), profile, strict: true);
        Assert.Equivalent(profile, DatasetProfiler.Profile(reader.ReadBatches(reader.RowCount, Cancellation).Single(), Cancellation).Columns[1], strict: true);
    }

    [Fact]
    public void Profile_OnlyMissingTexts_HasNoValue()
    {
        var reader = CsvTableReader.Inspect(() => new MemoryStream("n,text\n1,\n2,\n"u8.ToArray()), AsText, Cancellation);
        using var columns = new ColumnFile(_path, reader.Columns, reader.RowCount, _ => { });
        columns.Write(reader.ReadBatches(2, Cancellation).Single());

        Assert.Equivalent(new ColumnProfile("text", ColumnType.Text, 2, 0, null, [], null), columns.Profile(1, new ColumnSorter(), new TextCounter()), strict: true);
    }

    [Fact]
    public void Count_DifferentTextsWithOneHash_CountsEachOfThem()
    {
        TextEntry[] entries = [new(7, 2, 3), new(7, 2, 1), new(7, 1, 1), new(7, 2, 4)];
        byte[] piece = [.. MemoryMarshal.AsBytes(entries.AsSpan()), .. "aabbcaa"u8];

        var profile = new TextCounter().Count([new ColumnPiece(0, entries.Length, piece.Length)], (_, target) => piece.CopyTo(target)).ToProfile("t", ColumnType.Text, 9);

        Assert.Equal([new ValueCount("aa", 7), new ValueCount("bb", 1), new ValueCount("c", 1)], profile.TopValues);
        Assert.Equal((0L, 3L, new TextLengths(1, 17 / 9d, 2)), (profile.Missing, profile.Distinct, profile.Lengths));
    }

    [Fact]
    public void Count_TextsBeyondTheLimit_TakesMemoryThatTheLimitBounds()
    {
        const int Pieces = 200;
        const int Texts = 1_000;
        const int Length = 100;
        const int MostBytes = 2_000_000;
        var levels = new Utf8Levels();
        var length = Texts * (Length + Marshal.SizeOf<TextEntry>());
        var places = Enumerable.Range(0, Pieces).Select(piece => new ColumnPiece(piece, Texts, length)).ToList();
        var text = new byte[Length];
        var codes = Enumerable.Range(0, Texts).ToArray();
        var counter = new TextCounter(MostBytes);
        FillPiece(places[0], new byte[length]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var profile = counter.Count(places, FillPiece).ToProfile("t", ColumnType.Text, Pieces * Texts);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Pieces * Texts, profile.Distinct);
        Assert.True(allocated < 3 * MostBytes, $"Counting {Pieces * length} bytes of texts allocated {allocated} bytes.");

        void FillPiece(ColumnPiece piece, Span<byte> target)
        {
            levels.Clear();
            for (var i = 0; i < Texts; i++)
            {
                ((piece.Offset * Texts) + i).TryFormat(text, out _, "D100");
                levels.Add(text);
            }

            new TextPiece(target, Texts).Fill(levels, codes);
        }
    }

    [Fact]
    public void Take_BatchesOfTexts_AllocatesNoMemoryPerText()
    {
        const int Rows = 10_000;
        var parser = ColumnParser.Create(new ColumnPlan
        {
            Source = 0,
            Name = "text",
            Type = ColumnType.Text,
            Role = ColumnRole.Feature,
            Levels = null,
            IsGiven = false,
            DayFirst = false,
            DecimalMark = '.',
            IsFormatted = false,
        }, Rows);
        var text = new byte[100];
        Parse(0);
        Parse(1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var batch = 2; batch < 12; batch++)
        {
            Parse(batch);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // A string takes more than 200 bytes. A collection in between adds a few kilobytes.
        Assert.True(allocated < 10 * 10 * Rows, $"10 batches of {Rows} texts allocated {allocated} bytes.");

        void Parse(long batch)
        {
            parser.Reserve();
            for (var row = 0; row < Rows; row++)
            {
                ((batch * Rows) + row).TryFormat(text, out _, "D100");
                parser.TryAdd(text);
            }

            Assert.Equal(Rows, parser.Take().Length);
        }
    }

    [Fact]
    public void Take_InvalidUtf8_BecomesReplacementCharacters()
    {
        var parser = ColumnParser.Create(new ColumnPlan
        {
            Source = 0,
            Name = "text",
            Type = ColumnType.Text,
            Role = ColumnRole.Feature,
            Levels = null,
            IsGiven = false,
            DayFirst = false,
            DecimalMark = '.',
            IsFormatted = false,
        }, 3);
        parser.Reserve();
        parser.TryAdd([(byte)'a', 0xFF]);
        parser.TryAdd([(byte)'a', 0xFE]);
        parser.TryAdd("a\uFFFD"u8);

        var column = Assert.IsType<Utf8Column>(parser.Take());

        Assert.Equal("a\uFFFD"u8.ToArray(), column.Utf8![0].ToArray());
        Assert.Equal([0, 0, 0], column.Codes);
        Assert.Equal(["a\uFFFD"], column.Levels);
    }

    public void Dispose() => File.Delete(_path);

    /// <summary>Texts, some repeated and some missing. UTF-8 and UTF-16 sort their characters differently.</summary>
    private static List<string> RandomTexts(int seed, int longest)
    {
        string[] characters = ["a", "b", "é", "漢", "\uE000", "\uFFFD", "😀", "𐀀"];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 5_000).Select(_ => random.Next(10) == 0 ? "" : string.Concat(Enumerable.Range(0, random.Next(1, longest)).Select(_ => characters[random.Next(characters.Length)])))];
    }

    private static ColumnProfile NaiveProfile(List<string> texts)
    {
        var values = texts.Where(text => text.Length > 0).ToList();
        var top = values.GroupBy(text => text).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return new ColumnProfile(
            "text",
            ColumnType.Text,
            texts.Count - values.Count,
            top.Count,
            null,
            [.. top.Take(20).Select(group => new ValueCount(group.Key.Length <= 200 ? group.Key : group.Key[..200] + "…", group.Count()))],
            new TextLengths(values.Min(text => text.Length), (double)values.Sum(text => text.Length) / values.Count, values.Max(text => text.Length)));
    }
}
