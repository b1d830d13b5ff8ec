using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Comparison;

namespace MlWorkbench.Engine.Tests.Datasets.Comparison;

/// <summary>Small tables with known differences.</summary>
public sealed class DatasetComparerTests : IDisposable
{
    private const string Older = "id,age,city\n1,36,Bonn\n2,41,Rome\n3,36,Bonn\n4,50,Oslo\n";

    private readonly string _from = Path.GetTempFileName();
    private readonly string _to = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_from);
        File.Delete(_to);
    }

    [Fact]
    public async Task CompareAsync_SameRowsInAnotherOrder_IsNoChange()
    {
        var comparison = await CompareAsync(Older, "city,id,age\nOslo,4,50\nBonn,3,36\nRome,2,41\nBonn,1,36\n");

        Assert.Equal("Version 2 has the same content as version 1: 4 rows.", comparison.Summary);
        Assert.Equal((4, 0, 0, null), Counts(comparison.Rows));
    }

    [Fact]
    public async Task CompareAsync_Key_TellsAddedRemovedAndChangedRowsApart()
    {
        var comparison = await CompareAsync(Older, "id,age,city\n5,20,Paris\n1,36,Bonn\n3,37,\n4,50,Oslo\n", "id");

        Assert.Equal((2, 1, 1, 1), Counts(comparison.Rows));
        Assert.Equal([(1, "5,20,Paris")], comparison.Rows.AddedRows.Rows.Select(row => (row.Row, string.Join(',', row.Values))));
        Assert.Equal([(2, "2,41,Rome")], comparison.Rows.RemovedRows.Rows.Select(row => (row.Row, string.Join(',', row.Values))));
        var changed = Assert.Single(comparison.Rows.ChangedRows);
        Assert.Equal(("3", 3, 3, 2), (changed.Key.Single(), changed.FromRow, changed.ToRow, changed.Changes));
        Assert.Equal([new ChangedCell("age", "36", "37"), new ChangedCell("city", "Bonn", null)], changed.Cells);
        Assert.Equal([new ChangedColumn("age", 1), new ChangedColumn("city", 1)], comparison.Rows.ChangedColumns);
        Assert.StartsWith("From version 1 to version 2, 1 row was added, 1 row was removed and 1 row was changed; 2 rows are the same.", comparison.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompareAsync_NoKey_CountsEqualRowsAndCallsTheLastOnesNew()
    {
        var comparison = await CompareAsync("a,b\n1,x\n1,x\n2,y\n3,z\n", "a,b\n1,x\n2,w\n1,x\n1,x\n3,z\n");

        Assert.Equal((3, 2, 1, null), Counts(comparison.Rows));
        Assert.Equal([2, 4], comparison.Rows.AddedRows.Rows.Select(row => row.Row));
        Assert.Equal([3], comparison.Rows.RemovedRows.Rows.Select(row => row.Row));
    }

    [Fact]
    public async Task CompareAsync_SchemaChanges_AreToldApartAndRowsAreComparedByWhatIsShared()
    {
        var comparison = await CompareAsync(Older, "id,town,code,age\n1,Bonn,x,36\n2,Rome,y,n/k\n3,Bonn,x,36\n4,Oslo,y,50\n", "id");

        Assert.Equal(
            [
                "The column 'age' changed from the type integer in version 1 to category.",
                "The column 'city' of version 1 was renamed 'town': its values are the same.",
                "The column 'code' is new since version 1.",
            ],
            comparison.Schema.Select(change => change.Sentence("version 1")));
        Assert.Equal((3, 0, 0, 1), Counts(comparison.Rows));
        Assert.Equal([new ChangedCell("age", "41", "n/k")], comparison.Rows.ChangedRows.Single().Cells);
        Assert.Contains("age: its type changed", comparison.Shift.Skipped);
    }

    [Fact]
    public async Task CompareAsync_RenamedColumnOfAGrownTable_IsFoundByTheRowsThatBothHave()
    {
        var before = Rows("id,score", 40, i => $"{i},{i * 37 % 101}");
        var after = Rows("id,points", 60, i => $"{i},{i * 37 % 101}");

        foreach (var key in (string[][])[[], ["id"]])
        {
            Assert.Equal(SchemaChangeKind.Renamed, Assert.Single((await CompareAsync(before, after, key)).Schema).Kind);
        }
    }

    [Fact]
    public async Task CompareAsync_TwoColumnsLikeTheRemovedOne_ClaimsNoRename() => Assert.Equal(
        [SchemaChangeKind.Removed, SchemaChangeKind.Added, SchemaChangeKind.Added],
        (await CompareAsync("id,a\n1,5\n2,6\n", "id,b,c\n1,5,5\n2,6,6\n")).Schema.Select(change => change.Kind));

    [Fact]
    public async Task CompareAsync_KeyOfSeveralColumns_MatchesByAllOfThem()
    {
        var comparison = await CompareAsync("shop,day,sold\nA,1,5\nA,2,6\nB,1,7\n", "shop,day,sold\nA,2,6\nB,1,8\nA,1,5\n", "shop", "day");

        Assert.Equal((2, 0, 0, 1), Counts(comparison.Rows));
        Assert.Equal(["B", "1"], comparison.Rows.ChangedRows.Single().Key);
    }

    [Theory]
    [InlineData("city", "The key 'city' does not identify the rows of version 1: rows 1 and 3 both have 'Bonn'. Choose columns that identify every row, or compare without a key.")]
    [InlineData("weight", "There is no column 'weight' in version 1. Choose a key that both versions have.")]
    public async Task CompareAsync_UnusableKey_IsRefused(string key, string message)
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => CompareAsync(Older, Older.Replace("36", "37", StringComparison.Ordinal), key));

        Assert.Equal((message, key), (refusal.Message, refusal.Column));
    }

    [Fact]
    public async Task CompareAsync_NothingInCommon_IsRefused() =>
        Assert.Equal("nothing_shared", (await Assert.ThrowsAsync<EngineException>(() => CompareAsync("a\n1\n2\n", "b\nx\ny\n"))).Code);

    [Fact]
    public async Task CompareAsync_MovedColumn_HasAShiftAndItsSegments()
    {
        var before = Rows("id,plan,size", 1_000, i => $"{i},{(i % 4 == 0 ? "gold" : "basic")},{i * 37 % 101}");
        var after = Rows("id,plan,size", 1_000, i => $"{i},{(i % 2 == 0 ? "gold" : "basic")},{i * 37 % 101}");

        var comparison = await CompareAsync(before, after);

        Assert.Equal(["plan"], comparison.Shift.Features.Where(feature => feature.Drifted).Select(feature => feature.Name));
        Assert.Equal(["id: an identifier"], comparison.Shift.Skipped);
        Assert.Equal([("plan", "basic", 750, 500), ("plan", "gold", 250, 500)], comparison.Segments.Changed.Select(segment => (segment.Column, segment.Level!, segment.FromRows, segment.ToRows)).Order());
        Assert.EndsWith("1 of 2 columns has another distribution: 'plan'. 2 segments grew or shrank.", comparison.Summary, StringComparison.Ordinal);
    }

    // 600 of 1,000 against 540 of 1,000: pooled z = 2.7096, p = 0.0067. Only the other level is tested too, so the adjusted p-value is the same.
    [Fact]
    public async Task CompareAsync_Segment_HasTheZTestsPValue()
    {
        var comparison = await CompareAsync(
            Rows("id,plan", 1_000, i => $"{i},{(i < 600 ? "gold" : "basic")}"), Rows("id,plan", 1_000, i => $"{i},{(i < 540 ? "gold" : "basic")}"));

        Assert.All(comparison.Segments.Changed, segment => Assert.Equal(0.0067, segment.PValue, 1e-4));
        Assert.Equal((2, 2), (comparison.Segments.Tested, comparison.Segments.Count));
    }

    [Fact]
    public async Task CompareAsync_Noise_ReportsNoSegment()
    {
        var random = new Random(7);
        var comparison = await CompareAsync(
            Rows("a,b,c,d", 2_000, _ => $"{random.Next(9)},{random.Next(5)},L{random.Next(30)},M{random.Next(40)}"),
            Rows("a,b,c,d", 2_000, _ => $"{random.Next(9)},{random.Next(5)},L{random.Next(30)},M{random.Next(40)}"));

        Assert.Equal((84, 0), (comparison.Segments.Tested, comparison.Segments.Count));
    }

    [Fact]
    public async Task CompareAsync_ValuesGoMissing_IsASegment()
    {
        var comparison = await CompareAsync(Rows("id,size", 500, i => $"{i},{i * 37 % 101}"), Rows("id,size", 500, i => $"{i},{(i < 100 ? "" : i * 37 % 101)}"));

        var segment = Assert.Single(comparison.Segments.Changed);
        Assert.Equal(("size", null, 0, 100), (segment.Column, segment.Level, segment.FromRows, segment.ToRows));
    }

    [Fact]
    public async Task CompareAsync_ManyRows_ShowsTheFirstHundred()
    {
        var comparison = await CompareAsync(Rows("id,a", 10, i => $"{i},1"), Rows("id,a", 300, i => $"{i},2"), "id");

        Assert.Equal((0, 290, 0, 10), Counts(comparison.Rows));
        Assert.Equal((100, 10), (comparison.Rows.AddedRows.Rows.Count, comparison.Rows.ChangedRows.Count));
    }

    private static (int, int, int, int?) Counts(RowChanges rows) => (rows.Unchanged, rows.Added, rows.Removed, rows.Changed);

    private static string Rows(string header, int count, Func<int, string> row) => $"{header}\n{string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"))}";

    private async Task<DatasetComparison> CompareAsync(string from, string to, params string[] key)
    {
        Write(_from, from);
        Write(_to, to);
        return await DatasetComparer.CompareAsync(new ComparedTable("version 1", _from), new ComparedTable("version 2", _to), key, TestContext.Current.CancellationToken);
    }

    private static void Write(string path, string text)
    {
        var imported = Csv.Read(text);
        using var stream = File.Create(path);
        ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
    }
}
