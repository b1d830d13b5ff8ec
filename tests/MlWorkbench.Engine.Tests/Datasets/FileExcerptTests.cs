using System.Globalization;
using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

public sealed class FileExcerptTests : IDisposable
{
    private const int Rows = 40_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-excerpt-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "# exported by hand\r\n\r\n")]
    public async Task Inspect_QuotedLineBreaks_ReadsWholeRowsFromAllPartsOfTheFile(string line, string before)
    {
        var file = Write($"{before}number,text,half{line}", row => $"{row},\"{Quoted(row, line)}\",{Half(row)}{line}");

        var (table, excerpt) = await ReadAsync(file, new ExcerptLimit(500_000, int.MaxValue, 1));

        Assert.Equal(new FileInfo(file).Length, excerpt!.AllBytes);
        Assert.InRange(excerpt.ReadBytes, 450_000, 600_000);
        Assert.Equal(7, excerpt.Pieces);
        Assert.Equal("number:Integer text:Text half:Number", string.Join(' ', table.Columns.Select(column => $"{column.Name}:{column.Type}")));
        var numbers = ((NumericColumn)table["number"]).Values;
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.Equal(0, numbers[0]);
        Assert.All(Enumerable.Range(0, 7), part => Assert.Contains(numbers, number => number >= part * Rows / 7 && number < (part + 1) * Rows / 7));
        for (var row = 0; row < numbers.Length; row++)
        {
            Assert.Equal(Quoted((int)numbers[row], line).Replace("\"\"", "\"", StringComparison.Ordinal).Trim(), table["text"].TextAt(row));
            Assert.Equal(numbers[row] / 2, ((NumericColumn)table["half"]).Values[row]);
        }
    }

    [Fact]
    public async Task Inspect_SameSeed_ReadsTheSamePieces()
    {
        var file = Write("number,text\n", row => $"{row},some words to make the file longer\n");

        Assert.Equal(await Numbers(1), await Numbers(1));
        Assert.NotEqual(await Numbers(1), await Numbers(2));

        async Task<double[]> Numbers(int seed) => ((NumericColumn)(await ReadAsync(file, new ExcerptLimit(300_000, int.MaxValue, seed))).Table["number"]).Values;
    }

    [Fact]
    public async Task Inspect_FewCellsWanted_ReadsLittleMoreThanHoldsThem()
    {
        var file = Write("number,text\n", row => $"{row:D6},some words to make the file longer\n");

        var (table, excerpt) = await ReadAsync(file, new ExcerptLimit(1_000_000, 10_000, 1));

        Assert.NotNull(excerpt);
        Assert.InRange(table.RowCount, 5_000, 6_000);
    }

    [Fact]
    public async Task Inspect_NoLineBreakAtTheEnd_ReadsTheLastRowToo()
    {
        var file = Write("number,text\n", row => $"{row},some words to make the file longer{(row < Rows - 1 ? "\n" : "")}");

        var (table, excerpt) = await ReadAsync(file, new ExcerptLimit(new FileInfo(file).Length - 1, int.MaxValue, 1));

        Assert.NotNull(excerpt);
        Assert.Equal(Rows - 1, ((NumericColumn)table["number"]).Values[^1]);
    }

    [Fact]
    public async Task Inspect_ShortFile_ReadsAllOfIt()
    {
        var file = Write("number,text\n", row => $"{row},some words to make the file longer\n");

        var (table, excerpt) = await ReadAsync(file, new ExcerptLimit(100_000_000, 10, 1));

        Assert.Null(excerpt);
        Assert.Equal(Rows, table.RowCount);
    }

    [Theory]
    [InlineData("rows of another width than the header")]
    [InlineData("UTF-16")]
    [InlineData("a row longer than the sample")]
    public async Task Inspect_RowsThatCannotBeToldApart_ReadsAllOfIt(string what)
    {
        var file = what switch
        {
            "UTF-16" => Write("number,text\n", row => $"{row},some words to make the file longer\n", Encoding.Unicode),
            "a row longer than the sample" => Write("number,text\n", row => row == 0 ? $"{row},\"{new string('\n', 300_000)}\"\n" : $"{row},some words to make the file longer\n"),
            _ => Write("number,text,,\n", row => $"{row},some words to make the file longer\n"),
        };

        var (table, excerpt) = await ReadAsync(file, new ExcerptLimit(300_000, int.MaxValue, 1));

        Assert.Null(excerpt);
        Assert.Equal(Rows, table.RowCount);
    }

    [Fact]
    public async Task Inspect_RowThatIsTooLong_SaysWhichOfTheWholeFile()
    {
        var file = Write("number,text\n", row => row >= Rows / 2 && row % 100 == 0 ? $"{row},a,b\n" : $"{row},some words to make the file longer\n");

        var refusal = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(file, new ExcerptLimit(500_000, int.MaxValue, 1)));

        Assert.Equal("row_too_long", refusal.Code);
        Assert.Contains("Row 20,001 (line 20,002)", refusal.Message, StringComparison.Ordinal);
    }

    private static string Quoted(int row, string line) => (row % 4) switch
    {
        0 => $"row {row}, in words",
        1 => $"row {row}{line}continues, {line}and on",
        2 => $"the \"\"row\"\" {row},",
        _ => $"row {row}, 1{line}{row},\"\"x\"\",3{line}{row},x,4",
    };

    private static string Half(int row) => (row / 2.0).ToString(CultureInfo.InvariantCulture);

    private string Write(string header, Func<int, string> rowOf, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder.FullName, "table.csv");
        File.WriteAllText(path, header + string.Concat(Enumerable.Range(0, Rows).Select(rowOf)), encoding ?? new UTF8Encoding(false));
        return path;
    }

    private async Task<(Table Table, FileExcerpt? Excerpt)> ReadAsync(string file, ExcerptLimit limit)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (reader, excerpt) = await TableFile.InspectAsync(file, new ImportRoom(_folder.FullName), DatasetImportOptions.Inferred, limit, cancellation);
        return (await reader.ReadBatchesAsync(reader.RowCount, cancellation).SingleAsync(cancellation), excerpt);
    }
}
