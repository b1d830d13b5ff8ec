using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Engine.Tests.Datasets.Derivations;

public sealed class DerivedTableTests : IDisposable
{
    private const string Sales = "day,shop,sold\n2024-01-05,A,5\n2024-01-01,B,3\n2024-01-03,C,\n2024-01-02,A,7\n2024-01-04,,1\n";
    private const string Shops = "id,city,sold\nB,Rome,30\nA,Bonn,12\nD,Oslo,9\n";

    private readonly string _file = Path.GetTempFileName();
    private readonly string _other = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_file);
        File.Delete(_other);
    }

    [Fact]
    public async Task CreateAsync_Filter_KeepsTheRowsThatMeetAllConditions() =>
        Assert.Equal("2024-01-05,A,5 2024-01-02,A,7", await DeriveAsync(new Derivation(Filter: ["shop = A", "sold >= 5"])));

    [Fact]
    public async Task CreateAsync_TimeParts_MakeUpAllRowsInTheirOrder()
    {
        Assert.Equal("2024-01-01,B,3 2024-01-03,C, 2024-01-02,A,7", await DeriveAsync(new Derivation(Time: new TimePart("day", 0.6))));
        Assert.Equal("2024-01-05,A,5 2024-01-04,,1", await DeriveAsync(new Derivation(Time: new TimePart("day", 0.6, Later: true))));
    }

    [Fact]
    public async Task CreateAsync_Sample_IsRepeatableAndKeepsTheOrder()
    {
        var rows = string.Concat("a\n", string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i}\n")));
        var (first, again, other) = (await DeriveAsync(new Derivation(Sample: new RowSampling(50)), rows), await DeriveAsync(new Derivation(Sample: new RowSampling(50)), rows), await DeriveAsync(new Derivation(Sample: new RowSampling(50, 2)), rows));

        var numbers = first.Split(' ').Select(int.Parse).ToList();
        Assert.Equal((50, first), (numbers.Distinct().Count(), again));
        Assert.Equal(numbers.Order(), numbers);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task CreateAsync_Join_LooksColumnsUpUnderNamesThatAreFree()
    {
        var join = new LookupJoin("shop", "id");

        Assert.Equal("2024-01-05,A,5,Bonn,12 2024-01-01,B,3,Rome,30 2024-01-02,A,7,Bonn,12", await DeriveAsync(new Derivation(join)));
        Assert.Equal(
            "2024-01-05,A,5,Bonn,12 2024-01-01,B,3,Rome,30 2024-01-03,C,,, 2024-01-02,A,7,Bonn,12 2024-01-04,,1,,",
            await DeriveAsync(new Derivation(join with { KeepUnmatched = true })));
        Assert.Equal("2024-01-01,B,3,Rome,30", await DeriveAsync(new Derivation(join, ["sold_2 > 20"])));
        Assert.Equal("2024-01-03,C,,, 2024-01-04,,1,,", await DeriveAsync(new Derivation(join with { KeepUnmatched = true }, ["city is missing"])));
    }

    [Fact]
    public async Task CreateAsync_AllSteps_AreDoneInTheirOrder() => Assert.Equal(
        "2024-01-02,A,7,Bonn,12",
        await DeriveAsync(new Derivation(new LookupJoin("shop", "id"), ["city = Bonn"], new TimePart("day", 0.5), new RowSampling(5))));

    [Theory]
    [InlineData("weight = 3", "unknown_column")]
    [InlineData("sold", "filter_invalid")]
    public async Task CreateAsync_UnusableFilter_IsRefused(string condition, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<EngineException>(() => DeriveAsync(new Derivation(Filter: [condition])))).Code);

    [Fact]
    public async Task CreateAsync_WhatCannotBeDone_IsRefused()
    {
        Assert.Equal("time_column_invalid", (await Assert.ThrowsAsync<EngineException>(() => DeriveAsync(new Derivation(Time: new TimePart("shop", 0.5))))).Code);
        Assert.Equal("time_share_invalid", (await Assert.ThrowsAsync<EngineException>(() => DeriveAsync(new Derivation(Time: new TimePart("day", 1))))).Code);
        Assert.Equal("sample_invalid", (await Assert.ThrowsAsync<EngineException>(() => DeriveAsync(new Derivation(Sample: new RowSampling(0))))).Code);
        Write(_other, "id,city\nA,Bonn\nB,Rome\nA,Oslo\n");
        Write(_file, Sales);
        var twice = await Assert.ThrowsAsync<EngineException>(() => DerivedTable.CreateAsync(_file, _other, new Derivation(new LookupJoin("shop", "id")), TestContext.Current.CancellationToken));
        Assert.StartsWith("The key 'id' does not identify the rows of the joined dataset: rows 1 and 3 both have 'A'.", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_AllSteps_ReadsAsASentence() => Assert.Equal(
        "joined with shops, version 2 where shop = id; rows with sold > 3 and city = Bonn; the later 20 % by day; 100 rows sampled with seed 7",
        DerivationText.Of(new Derivation(new LookupJoin("shop", "id"), ["sold > 3", "city = Bonn"], new TimePart("day", 0.8, Later: true), new RowSampling(100, 7)).Describe("shops, version 2")));

    [Fact]
    public void Describe_OtherFormsOfSteps_ReadAsASentence() => Assert.Equal(
        "joined with shops where shop = id, including rows without a match; the earlier 12.5 % by day; 1 row sampled with seed 7",
        DerivationText.Of(new Derivation(new LookupJoin("shop", "id", KeepUnmatched: true), null, new TimePart("day", 0.125), new RowSampling(1, 7)).Describe("shops")));

    [Fact]
    public void Of_LongDerivation_OmitsItsEnd()
    {
        var steps = new Derivation(Filter: [new string('a', 500)]).Describe(null);

        var text = DerivationText.Of(Statement.Of("derived_from", ("dataset", "sales"), ("version", 1)), [.. steps]);

        Assert.Equal((401, true), (text.Length, text.EndsWith('…')));
    }

    private async Task<string> DeriveAsync(Derivation derivation, string rows = Sales)
    {
        Write(_file, rows);
        Write(_other, Shops);
        var table = await DerivedTable.CreateAsync(_file, _other, derivation, TestContext.Current.CancellationToken);
        var read = await table.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken);
        Assert.Equal(table.Columns, read.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal(table.Rows, read.RowCount);
        return string.Join(' ', Enumerable.Range(0, read.RowCount).Select(row => string.Join(',', read.Columns.Select(column => column.TextAt(row)))));
    }

    private static void Write(string path, string text)
    {
        var imported = Csv.Read(text);
        using var stream = File.Create(path);
        ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
    }
}
