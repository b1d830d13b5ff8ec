using System.Globalization;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Engine.Tests.Datasets.Filters;

public sealed class FilteredRowsTests : IDisposable
{
    private const string Small = "n,x,day,city,note\n1,0.5,2024-01-01,Bonn,one two three\n2,,2024-06-01T12:00:00,Köln,four five six\n,2.5,2025-01-01,,\n4,-1,,Bonn,seven eight nine\n";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.arrow");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("n >= 2", "1,3")]
    [InlineData("n != 1", "1,3")]
    [InlineData("x < 1", "0,3")]
    [InlineData("x > 0.5", "2")]
    [InlineData("day = 2024-01-01", "0")]
    [InlineData("day >= 2024-06-01T12:00:00", "1,2")]
    [InlineData("city = Bonn", "0,3")]
    [InlineData("city != Bonn", "1")]
    [InlineData("city contains KÖ", "1")]
    [InlineData("note contains eight", "3")]
    [InlineData("city is missing", "2")]
    [InlineData("n is present", "0,1,3")]
    [InlineData("city = Bonn & n > 1", "3")]
    [InlineData("city = nowhere", "")]
    public async Task Read_Conditions_GivesTheRowsThatMeetAll(string conditions, string expected)
    {
        Write(Small);

        var found = await ReadAsync(conditions.Split(" & "));

        Assert.Equal(expected, string.Join(',', found.Numbers));
        Assert.Equal((found.Numbers.Count, found.Numbers.Count), (found.Total, found.Rows.RowCount));
    }

    [Fact]
    public async Task Read_CategoriesOfManyBatches_AreFoundInAll()
    {
        Write($"city,x\n{string.Concat(Enumerable.Range(0, 200_000).Select(row => $"c{row % 50_000},{row}\n"))}");

        var found = await ReadAsync("city = c7");

        Assert.Equal([7, 50_007, 100_007, 150_007], found.Numbers);
    }

    [Theory]
    [InlineData("nope = 1", "unknown_column")]
    [InlineData("n = one", "filter_invalid")]
    [InlineData("day > yesterday", "filter_invalid")]
    [InlineData("city < Bonn", "filter_invalid")]
    [InlineData("n contains 1", "filter_invalid")]
    public async Task Read_ConditionThatDoesNotFit_IsRefusedNamingItsColumn(string condition, string code)
    {
        Write(Small);

        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(condition));

        Assert.Equal((code, RowCondition.Parse(condition).Column), (refused.Code, refused.Column));
    }

    [Fact]
    public async Task Read_PageAcrossBatches_GivesItsRowsInOrder()
    {
        Write("i,name,text\n" + string.Join('\n', Enumerable.Range(0, 150_000).Select(i => $"{i},n{i % 7},free text number {i}")));

        var found = await FilteredRows.ReadAsync(_path, [RowCondition.Parse("name = n3"), RowCondition.Parse("i >= 65000")], 75, 5, ["text", "i"], cancellation: Cancellation);

        var expected = Enumerable.Range(65_000, 85_000).Where(i => i % 7 == 3).ToList();
        Assert.Equal(expected.Count, found.Total);
        Assert.Equal(expected.Skip(75).Take(5), found.Numbers);
        Assert.Equal("i:Integer=" + string.Join(',', found.Numbers), found.Rows["i"].Show());
        Assert.Equal("text:Text=" + string.Join(',', found.Numbers.Select(i => $"free text number {i}")), found.Rows["text"].Show());
    }

    [Theory]
    [InlineData("name = n3", false, 2_341)]
    [InlineData("i >= 149990", true, 10)]
    [InlineData("i = 149990", true, 1)]
    public async Task Read_NotTheWhole_EndsOnceMoreThanThePageIsFound(string condition, bool whole, int total)
    {
        Write("i,name\n" + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{i},n{i % 7}\n")));

        var found = await FilteredRows.ReadAsync(_path, [RowCondition.Parse(condition)], 0, 5, null, whole: false, Cancellation);

        Assert.Equal((whole, total, Math.Min(5, total)), (found.IsWhole, found.Total, found.Rows.RowCount));
    }

    [Fact]
    public async Task Read_ConditionsOfABar_GivesAsManyRowsAsTheBarShows()
    {
        var random = new Random(7);
        Write("whole,wide,part,day,same\n" + string.Concat(Enumerable.Range(0, 800).Select(_ => string.Create(CultureInfo.InvariantCulture,
            $"{random.Next(12)},{random.Next(100_000)},{random.NextDouble() * 3:R},{new DateTime(2024, 1, 1).AddMinutes(random.Next(900_000)):s},0.1\n"))));
        var profile = DatasetProfiler.Profile(await ArrowTableFile.ReadAsync(_path, null, Cancellation), Cancellation);

        foreach (var column in profile.Columns)
        {
            for (var bin = 0; bin < column.Numbers!.Histogram.Counts.Count; bin++)
            {
                var found = await FilteredRows.ReadAsync(_path, BarConditions.OfBin(column, bin), 0, 0, null, cancellation: Cancellation);
                Assert.Equal((column.Name, bin, column.Numbers.Histogram.Counts[bin]), (column.Name, bin, found.Total));
            }
        }
    }

    private Task<FilteredRows> ReadAsync(params string[] conditions) => FilteredRows.ReadAsync(_path, [.. conditions.Select(RowCondition.Parse)], 0, 100, null, cancellation: Cancellation);

    private void Write(string csv)
    {
        var imported = Csv.Read(csv);
        using var stream = File.Create(_path);
        ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
    }
}
