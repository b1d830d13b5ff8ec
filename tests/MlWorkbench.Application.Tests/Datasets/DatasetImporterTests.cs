using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetImporterTests : IAsyncLifetime
{
    private const string People = "name,age,member\nAda,36,yes\nAlan,41,no\nGrace,,yes\n";

    private readonly ChunkWatch _watch = new();
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetImporter Importer => _workbench.Get<DatasetImporter>();

    private DatasetCatalog Catalog => _workbench.Get<DatasetCatalog>();

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:MaxUploadBytes"] = "5000000" }, more: _watch.Register);

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task ImportAsync_NewName_CreatesTheFirstVersionWithItsFacts()
    {
        var result = await ImportAsync(People);

        var version = await Catalog.GetVersionAsync(_workbench.Admin, "people", null, Cancellation);
        Assert.Equal(new ImportResult("people", 1, true), result);
        Assert.Equal((3L, "people.csv", (long)People.Length, "Ada"), (version.Rows, version.SourceName, version.SourceBytes, version.CreatedByName));
        Assert.Equal(
            [new("name", ColumnType.Category, ColumnRole.Feature, 0, 3), new("age", ColumnType.Integer, ColumnRole.Feature, 1, 2), new("member", ColumnType.Boolean, ColumnRole.Feature, 0, 2)],
            version.Columns);
        Assert.Equal(new TabularFormat
        {
            Delimiter = ',',
            Encoding = "utf-8",
            HasHeader = true,
            Decimal = '.',
            DayFirst = null,
        }, version.Import.Format);
        Assert.Equal(64, version.Digest.Length);
        Assert.Equal(version.Digest, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(await Catalog.GetArrowFileAsync(_workbench.Admin, "people", 1, Cancellation), Cancellation))));
    }

    [Fact]
    public async Task ImportAsync_SameContentAgain_GivesTheExistingVersion()
    {
        await ImportAsync(People);
        await ImportAsync(People + "Linus,30,no\n");

        Assert.Equal(new ImportResult("people", 1, false), await ImportAsync(People));
        Assert.Equal(new ImportResult("people", 1, false), await ImportAsync(People.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(2, (await Catalog.GetAsync(_workbench.Admin, "PEOPLE", archived: false, Cancellation)).Versions.Count);
        // Two tables and two files. The third file gave an existing table, so it is not stored.
        Assert.Equal(4, await CountAsync(db => db.Contents));
    }

    [Fact]
    public async Task ImportAsync_SameContentUnderAnotherName_SharesTheContent()
    {
        await ImportAsync(People);

        Assert.Equal(new ImportResult("other", 1, true), await ImportAsync(People, name: "other"));
        Assert.Equal(2, await CountAsync(db => db.Contents));
    }

    [Fact]
    public async Task ImportAsync_SameFileTwiceAtOnce_MakesOneVersion()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ImportAsync(People)));

        Assert.Equal(1, results.Count(result => result.IsNew));
        Assert.All(results, result => Assert.Equal(1, result.Version));
    }

    [Fact]
    public async Task ReimportAsync_WithOverrides_MakesANewVersionThatKeepsThem()
    {
        await ImportAsync(People);
        var options = new DatasetImportOptions { Types = new Dictionary<string, ColumnType> { ["age"] = ColumnType.Category } };

        Assert.Equal(new ImportResult("people", 2, true), await Importer.ReimportAsync(_workbench.Admin, "people", 1, options, Cancellation));

        var version = await Catalog.GetVersionAsync(_workbench.Admin, "people", 2, Cancellation);
        Assert.Equal(ColumnType.Category, version.Columns[1].Type);
        Assert.Equal(ColumnType.Category, version.Import.Given.Types!["age"]);
        Assert.Equal(new ImportResult("people", 2, false), await Importer.ReimportAsync(_workbench.Admin, "people", 2, options, Cancellation));
    }

    [Fact]
    public async Task ReimportAsync_AnotherSheet_MakesANewVersionThatKeepsItsName()
    {
        await using (var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", "orders.xlsx")))
        {
            await Importer.ImportAsync(_workbench.Admin, "orders", "orders.xlsx", file, DatasetImportOptions.Inferred, Cancellation);
        }

        Assert.Equal(new ImportResult("orders", 2, true), await Importer.ReimportAsync(_workbench.Admin, "orders", 1, new DatasetImportOptions
        {
            Sheet = "Prices",
        }, Cancellation));

        var (first, second) = (await Catalog.GetVersionAsync(_workbench.Admin, "orders", 1, Cancellation), await Catalog.GetVersionAsync(_workbench.Admin, "orders", 2, Cancellation));
        Assert.Equal((30L, "Orders 2024", (string?)null), (first.Rows, first.Import.Format.Sheet, first.Import.Given.Sheet));
        Assert.Equal((2L, "Prices", "Prices"), (second.Rows, second.Import.Format.Sheet, second.Import.Given.Sheet));
        Assert.Equal(["Cover", "Orders 2024", "Prices"], second.Import.Format.Sheets);
        Assert.Equal(first.SourceDigest, second.SourceDigest);
        Assert.Equal(new ImportResult("orders", 2, false), await Importer.ReimportAsync(_workbench.Admin, "orders", 2, new DatasetImportOptions
        {
            Sheet = "Prices",
        }, Cancellation));
    }

    [Fact]
    public async Task ReimportAsync_ValueBreaksTheType_LeavesTheVersionsAsTheyWere()
    {
        await ImportAsync(People);

        var refused = await Assert.ThrowsAsync<EngineException>(() => Importer.ReimportAsync(_workbench.Admin, "people", 1, new DatasetImportOptions
        {
            Types = new Dictionary<string, ColumnType> { ["name"] = ColumnType.Number },
        }, Cancellation));

        Assert.Equal((1L, "name"), (refused.Row, refused.Column));
        await AssertLeftAsync(versions: 1, contents: 2);
        await ImportAsync(People + "x,1,no\n");
    }

    [Fact]
    public async Task ImportAsync_UnusableFile_LeavesNothing()
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() => ImportAsync("a,b\n1,2\n3,4,5\n"));

        Assert.Equal(("row_too_long", 2L), (refused.Code, refused.Row));
        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Fact]
    public async Task ImportAsync_ValueBreaksTheGivenType_LeavesNothing()
    {
        var options = new DatasetImportOptions { Types = new Dictionary<string, ColumnType> { ["name"] = ColumnType.Number } };

        await Assert.ThrowsAsync<EngineException>(() => Importer.ImportAsync(_workbench.Admin, "people", "people.csv", Text(People), options, Cancellation));

        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_UploadBreaksOff_LeavesNothing(bool cancelled)
    {
        using var leaving = new CancellationTokenSource();
        await using var source = new BreakingStream(() =>
        {
            if (cancelled)
            {
                leaving.Cancel();
                leaving.Token.ThrowIfCancellationRequested();
            }

            throw new IOException("The connection broke.");
        });

        await Assert.ThrowsAnyAsync<Exception>(() => Importer.ImportAsync(_workbench.Admin, "people", "people.csv", source, DatasetImportOptions.Inferred, leaving.Token));

        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Fact]
    public async Task ImportAsync_StoringFails_LeavesNothing()
    {
        await _workbench.Database.RefuseAsync("DatasetVersions", "INSERT");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(People));

        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Fact]
    public async Task ReimportAsync_VersionDeletedMeanwhile_SaysSoAndLeavesNothing()
    {
        await ImportAsync(People);
        _watch.AfterChunk = () => _workbench.Database.ExecuteAsync("""
            DELETE FROM "DatasetVersions";
            DELETE FROM "Datasets";
            DELETE FROM "Contents" WHERE "Digest" NOT IN (SELECT "SourceDigest" FROM "DatasetImports" WHERE "SourceDigest" IS NOT NULL);
            """).GetAwaiter().GetResult();

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => Importer.ReimportAsync(_workbench.Admin, "people", 1, new DatasetImportOptions
        {
            Types = new Dictionary<string, ColumnType> { ["age"] = ColumnType.Number },
        }, Cancellation));

        Assert.Equal((ErrorKind.Conflict, "source_deleted"), (refused.Kind, refused.Code));
        Assert.Equal((0, 0), (await CountAsync(db => db.Datasets), await CountAsync(db => db.Contents)));
    }

    [Fact]
    public async Task ImportAsync_TooLarge_IsRefusedWhileReceiving()
    {
        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 2_000_000))));

        Assert.Equal((ErrorKind.TooLarge, "file_too_large"), (refused.Kind, refused.Code));
        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Theory]
    [InlineData("Storage:MaxImportScratchBytes", "30000", ErrorKind.TooLarge, "import_too_large")]
    [InlineData("Storage:MaxScratchBytes", "30000", ErrorKind.StorageFull, "scratch_full")]
    [InlineData("Storage:ReservePercent", "100", ErrorKind.StorageFull, "disk_reserve")]
    public async Task ImportAsync_BeyondALimitOfTheDisk_IsRefusedByItsNameAndLeavesNothing(string setting, string value, ErrorKind kind, string code)
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { [setting] = value });
        await using var source = Text("a,b\n" + string.Concat(Enumerable.Range(0, 10_000).Select(row => $"{row},2\n")));

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<DatasetImporter>().ImportAsync(workbench.Admin, "people", "people.csv", source, DatasetImportOptions.Inferred, Cancellation));

        Assert.Equal((kind, code), (refused.Kind, refused.Code));
        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, workbench.Get<ScratchSpace>().Claimed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(workbench.Get<IOptions<StorageOptions>>().Value.ScratchFolder));
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.Equal((0, 0), (await db.Contents.CountAsync(Cancellation), await db.ContentChunks.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task ImportAsync_SmallFileOfManyEmptyCells_IsRefusedOrTakesLittleRoom()
    {
        var header = string.Join(',', Enumerable.Range(0, 16_000).Select(column => $"c{column}"));

        var refused = await Assert.ThrowsAsync<EngineException>(() => ImportAsync($"{header}\n{string.Concat(Enumerable.Repeat("1\n", 100_000))}"));
        Assert.Equal("too_many_cells", refused.Code);
        await AssertLeftAsync(versions: 0, contents: 0);

        // 16 million cells: 130 MB of work files if missing values took space there.
        await ImportAsync($"{header}\n{string.Concat(Enumerable.Repeat("1\n", 1_000))}");
        Assert.InRange(await CountAsync(db => db.ContentChunks), 1, 40);
    }

    [Fact]
    public async Task ImportAsync_DiskFull_IsSaidAndLeavesNothing()
    {
        await using var source = new BreakingStream(() => throw new IOException("No space left on device", 28));

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => Importer.ImportAsync(_workbench.Admin, "people", "people.csv", source, DatasetImportOptions.Inferred, Cancellation));

        Assert.Equal((ErrorKind.StorageFull, "disk_full"), (refused.Kind, refused.Code));
        Assert.Matches($"^The volume {Regex.Escape(_workbench.Get<DiskSpace>().Volume.Name)}, .*[0-9,]+ bytes free, and [0-9,]+ are needed", refused.Message);
        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [SqliteFact]
    public async Task PrepareAsync_AfterAKillWhileStoring_SweepsWhatWasLeft()
    {
        await ImportAsync(People);
        await _workbench.Database.ExecuteAsync($"INSERT INTO ContentChunks (ChunksId, \"Index\", Bytes) VALUES ('{Guid.CreateVersion7()}', 0, x'00')");
        await _workbench.Database.ExecuteAsync($"INSERT INTO Contents (ChunksId, Digest, Length, CreatedAt) VALUES ('{Guid.CreateVersion7()}', '{new string('b', 64)}', 1, '2026-01-05')");
        var scratch = Directory.CreateDirectory(Path.Combine(_workbench.Folder, "scratch", "import-killed"));
        await File.WriteAllTextAsync(Path.Combine(scratch.FullName, "source"), "half", Cancellation);

        await _workbench.Get<WorkbenchDatabase>().PrepareAsync(Cancellation);

        await AssertLeftAsync(versions: 1, contents: 2);
    }

    [Fact]
    public async Task ImportAsync_Viewer_IsRefused()
    {
        var viewer = new Actor(Guid.CreateVersion7(), "Vera", UserRole.Viewer);

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => Importer.ImportAsync(viewer, "people", "people.csv", Text(People), DatasetImportOptions.Inferred, Cancellation));

        Assert.Equal(ErrorKind.Forbidden, refused.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a%2fb")]
    [InlineData("a?b#c")]
    public async Task ImportAsync_HostileName_IsRefused(string name)
    {
        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync(People, name));

        Assert.Equal("name_invalid", refused.Code);
        await AssertLeftAsync(versions: 0, contents: 0);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\data\\Kunden 2024 (neu).csv", "Kunden 2024 (neu)")]
    [InlineData("=cmd|'x'!A0.csv", "_cmd__x__A0")]
    [InlineData(".csv", "dataset")]
    [InlineData("Größe.tsv", "Größe")]
    public void Suggest_FileName_IsAUsableName(string fileName, string expected)
    {
        Assert.Equal(expected, DatasetNames.Suggest(fileName));
        Assert.Equal(expected, DatasetNames.Require(expected));
    }

    [Fact]
    public async Task ImportAsync_HostileColumnsAndValues_AreKeptAsText()
    {
        const string Hostile = "<img src=x onerror=alert(1)>,\"=cmd|'/C calc'!A0\"\n'; DROP TABLE Datasets;--,../../x\n{{7*7}},\"\u202Eabc\"\n";

        await ImportAsync(Hostile, sourceName: "../../\u0000evil\r\n.csv");

        var rows = await Catalog.ReadRowsAsync(_workbench.Admin, "people", 1, 0, 10, null, Cancellation);
        Assert.Equal(["<img src=x onerror=alert(1)>", "=cmd|'/C calc'!A0"], rows.Columns.Select(column => column.Name));
        Assert.Equal("'; DROP TABLE Datasets;--", rows.Columns[0].TextAt(0));
    }

    private Task<ImportResult> ImportAsync(string text, string name = "people", string sourceName = "people.csv") =>
        Importer.ImportAsync(_workbench.Admin, name, sourceName, Text(text), DatasetImportOptions.Inferred, Cancellation);

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task AssertLeftAsync(int versions, int contents)
    {
        Assert.Equal(versions, await CountAsync(db => db.DatasetVersions));
        Assert.Equal(versions == 0 ? 0 : 1, await CountAsync(db => db.Datasets));
        Assert.Equal(contents, await CountAsync(db => db.Contents));
        Assert.Equal(contents, await CountAsync(db => db.ContentChunks));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workbench.Get<IOptions<StorageOptions>>().Value.ScratchFolder));
    }

    private async Task<int> CountAsync<T>(Func<WorkbenchDbContext, IQueryable<T>> rows)
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        return await rows(db).CountAsync(Cancellation);
    }

    /// <summary>Gives a first block, then runs the action of the test.</summary>
    private sealed class BreakingStream(Action onSecondRead) : MemoryStream
    {
        private bool _gaveFirst;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_gaveFirst)
            {
                onSecondRead();
            }

            _gaveFirst = true;
            return ValueTask.FromResult(Encoding.UTF8.GetBytes(People, buffer.Span));
        }
    }
}
