using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Engine.Tests.Datasets;

public sealed class ArrowTableFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.arrow");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Read_EveryColumnType_ComesBackAsItWas()
    {
        var imported = Csv.Read("i,n,b,c,d,e\n1,1.5,yes,x,2024-01-01,\n,-2e300,no,,2024-01-01T10:11:12.123456Z,\n9007199254740991,,,z,,\n");
        Write(imported);

        var (table, columns) = await ArrowTableFile.ReadWithSchemaAsync(_path, Cancellation);

        Assert.Equal(imported.Show(), string.Join(' ', table.Columns.Select(Csv.Show)));
        Assert.Equal(imported.Columns, columns);
    }

    [Fact]
    public async Task ReadRows_AcrossBatches_GivesExactlyThoseRows()
    {
        Write(Numbered(150_000));

        var page = await ArrowTableFile.ReadRowsAsync(_path, 65_530, 10, ["name", "i"], Cancellation);

        Assert.Equal("name:Category=n3,n4,n5,n6,n0,n1,n2,n3,n4,n5", page["name"].Show());
        Assert.Equal("i:Integer=" + string.Join(',', Enumerable.Range(65_530, 10)), page["i"].Show());
        Assert.Equal(["name", "i"], page.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData(149_995, 100, 5)]
    [InlineData(150_000, 100, 0)]
    [InlineData(900_000, 100, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(-5, 3, 3)]
    public async Task ReadRows_BeyondTheEnds_GivesWhatThereIs(int offset, int count, int expected)
    {
        Write(Numbered(150_000));

        Assert.Equal(expected, (await ArrowTableFile.ReadRowsAsync(_path, offset, count, null, Cancellation)).RowCount);
    }

    [Fact]
    public async Task ReadRows_UnknownColumn_IsRefused()
    {
        Write(Numbered(10));

        var refused = await Assert.ThrowsAsync<EngineException>(() => ArrowTableFile.ReadAsync(_path, ["nope"], Cancellation));

        Assert.Equal(("unknown_column", "nope"), (refused.Code, refused.Column));
    }

    [Fact]
    public async Task Write_SameContent_GivesTheSameBytesByEitherWay()
    {
        var csv = "a,b,c,t\n" + string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"{i},{i / 7.0:R},level {i % 9},free text number {i}"));
        var bytes = Encoding.UTF8.GetBytes(csv);

        Assert.Equal(await StreamedDigestAsync(bytes), await StreamedDigestAsync(bytes));
        Assert.Equal(await StreamedDigestAsync(bytes), WholeDigest(bytes));
    }

    [Fact]
    public async Task WriteAndProfile_Table_IsTheFileAndTheProfileOfTheSlowWay()
    {
        var csv = "a,b,c,d,e\n" + string.Join('\n', Enumerable.Range(0, 70_000).Select(i => $"{i},{i / 7.0:R},level {i % 9},2024-01-{(i % 28) + 1:00},{(i % 3 == 0 ? "" : $"{i % 5}.5")}"));
        var bytes = Encoding.UTF8.GetBytes(csv);

        var profile = await WriteAndProfileAsync(bytes);

        Assert.Equal(await StreamedDigestAsync(bytes), Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_path, Cancellation))));
        Assert.Equivalent(DatasetProfiler.Profile(await ArrowTableFile.ReadAsync(_path, null, Cancellation), Cancellation), profile, strict: true);
    }

    [Fact]
    public async Task WriteAndProfile_TooLargeForMemory_IsTheFileAndTheProfileOfTheTableInMemory()
    {
        // This many different texts would take more memory than a table may use.
        var csv = string.Join(',', Enumerable.Range(0, 20).Select(i => $"c{i}")) + ",number,whole,level,yes,day\n"
            + string.Join('\n', Enumerable.Range(0, 70_000).Select(row => string.Join(',', Enumerable.Range(0, 20).Select(column => $"r{row}c{column}"))
                + string.Create(CultureInfo.InvariantCulture, $",{(row % 7 == 0 ? "" : $"{row / 8.0}")},{row * 31 % 977},{(row % 5 == 0 ? "" : $"level {row % 13}")},{(row % 3 == 0 ? "yes" : "no")},2024-01-{(row % 28) + 1:00}")));
        var bytes = Encoding.UTF8.GetBytes(csv);

        var profile = await WriteAndProfileAsync(bytes);

        Assert.Equal(await StreamedDigestAsync(bytes), Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_path, Cancellation))));
        Assert.Equivalent(DatasetProfiler.Profile(CsvTableReader.Read(() => new MemoryStream(bytes), null, Cancellation).Table, Cancellation), profile, strict: true);
        Assert.False(File.Exists($"{_path}.columns"));
    }

    private async Task<DatasetProfile> WriteAndProfileAsync(byte[] csv)
    {
        await using var target = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read);
        return await TableToArrow.WriteAndProfileAsync(CsvTableReader.Inspect(() => new MemoryStream(csv), null, Cancellation), target, _path, new ImportRoom(Path.GetTempPath()), Cancellation);
    }

    private static async Task<string> StreamedDigestAsync(byte[] csv)
    {
        using var target = new MemoryStream();
        await TableToArrow.WriteAsync(CsvTableReader.Inspect(() => new MemoryStream(csv), null, Cancellation), target, Cancellation);
        return Convert.ToHexString(SHA256.HashData(target.ToArray()));
    }

    private static string WholeDigest(byte[] csv)
    {
        var imported = Csv.Read(csv);
        using var target = new MemoryStream();
        ArrowTableFile.Write(target, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
        return Convert.ToHexString(SHA256.HashData(target.ToArray()));
    }

    private static ImportedTable Numbered(int rows) =>
        Csv.Read("i,name\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{i},n{i % 7}")));

    private void Write(ImportedTable imported)
    {
        using var stream = File.Create(_path);
        ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
    }
}
