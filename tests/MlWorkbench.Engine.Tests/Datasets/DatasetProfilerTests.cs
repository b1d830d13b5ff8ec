using System.Globalization;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Golden numbers from numpy 1.24 and pandas 1.5: mean(), std(), np.quantile(s, [.01, .05, .25, .5, .75, .95, .99]), np.histogram.</summary>
public class DatasetProfilerTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Profile_NumbersWithMissing_MatchesPandas()
    {
        var profile = Numbers([3.5, 1.25, 9.0, 4.0, 4.0, double.NaN, 120.5, 7.75, 2.0, -3.0]);

        Assert.Equal((1L, 8L), (profile.Missing, profile.Distinct));
        AssertClose([16.555555555555557, 39.13653539568593, -3.0, 120.5], [profile.Numbers!.Mean, profile.Numbers.StandardDeviation, profile.Numbers.Minimum, profile.Numbers.Maximum]);
        AssertClose([-2.66, -1.2999999999999998, 2.0, 4.0, 7.75, 75.89999999999996, 111.57999999999998], profile.Numbers.Quantiles);

        // np.histogram(s, bins="auto")
        Assert.Equal([3, 3, 2, .. Enumerable.Repeat(0L, 19), 1], profile.Numbers.Histogram.Counts);
        AssertClose([-3.0, 2.36956522, 7.73913043], profile.Numbers.Histogram.Edges.Take(3), 1e-8);
    }

    [Fact]
    public void Profile_ManyNumbers_MatchesNumpy()
    {
        // i = np.arange(1000); s = np.sqrt(i) * np.cos(i)
        var profile = Numbers([.. Enumerable.Range(0, 1000).Select(i => Math.Sqrt(i) * Math.Cos(i))]);

        AssertClose([0.014210753836849794, 15.81900614345679], [profile.Numbers!.Mean, profile.Numbers.StandardDeviation]);
        AssertClose([-29.60917387843319, -25.376727217481935, -12.82048267455563, 0.007339189830897627, 12.90636223332897, 25.475897641633612, 29.357182056569982], profile.Numbers.Quantiles);
        Assert.Equal([36, 62, 81, 82, 99, 96, 95, 96, 93, 85, 79, 62, 34], profile.Numbers.Histogram.Counts);
    }

    [Fact]
    public void Profile_ManyMoreNumbers_GetsThirtyBins()
    {
        // i = np.arange(100000); s = np.sqrt(i % 997) * np.cos(i); np.histogram(s, bins=30): "auto" would take 58
        var profile = Numbers([.. Enumerable.Range(0, 100_000).Select(i => Math.Sqrt(i % 997) * Math.Cos(i))]);

        Assert.Equal(
            [1056, 1844, 2346, 2718, 3015, 3286, 3479, 3668, 3816, 3952, 4044, 4115, 4208, 4229, 4307, 4227, 4224, 4170, 4135, 4053, 3955, 3811, 3671, 3482, 3289, 2998, 2713, 2321, 1844, 1024],
            profile.Numbers!.Histogram.Counts);
    }

    [Fact]
    public void Profile_WholeNumbersInASmallRange_GetABinEach()
    {
        var profile = Numbers([1, 2, 2, 3, 3, 3, 10], ColumnType.Integer);

        AssertClose([3.4285714285714284, 2.9920529661723823], [profile.Numbers!.Mean, profile.Numbers.StandardDeviation]);
        Assert.Equal([1, 2, 3, 0, 0, 0, 0, 0, 0, 1], profile.Numbers.Histogram.Counts);
        Assert.Equal([0.5, 1.5, 2.5], profile.Numbers.Histogram.Edges.Take(3));
    }

    [Fact]
    public void Profile_Dates_KeepTheirMeanToTheMicrosecond()
    {
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var profile = Numbers([.. Enumerable.Range(0, 10_001).Select(i => DateText.ToUnixSeconds(start.AddSeconds(i)))], ColumnType.Date);

        Assert.Equal(DateText.ToUnixSeconds(start) + 5_000, profile.Numbers!.Mean, 1e-6);
        Assert.Equal(10_001, profile.Distinct);
    }

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new[] { double.NaN, double.NaN }, "")]
    [InlineData(new[] { 5.0 }, "5 0 5 5 1")]
    [InlineData(new[] { 5.0, 5.0, 5.0 }, "5 0 5 5 1")]
    [InlineData(new[] { 1e300, 1e300, -1e300 }, "3.33333E+299 1.1547E+300 -1E+300 1E+300 3")]
    public void Profile_ExtremeColumns_StayFinite(double[] values, string expected)
    {
        var numbers = Numbers(values).Numbers;

        Assert.Equal(expected, numbers is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{numbers.Mean:G6} {numbers.StandardDeviation:G6} {numbers.Minimum:G6} {numbers.Maximum:G6} {numbers.Histogram.Counts.Count}"));
    }

    [Fact]
    public void Profile_Categories_CountsTopValuesAndLengths()
    {
        var column = new CategoricalColumn("c", ColumnType.Category, [0, 1, 1, -1, 2, 2], ["bb", "a", "ccc", "unused"]);

        var profile = DatasetProfiler.Profile(new Table([column]), TestContext.Current.CancellationToken).Columns[0];

        Assert.Equal((1L, 3L, null), (profile.Missing, profile.Distinct, profile.Numbers));
        Assert.Equal([new ValueCount("a", 2), new ValueCount("ccc", 2), new ValueCount("bb", 1)], profile.TopValues);
        Assert.Equal(new TextLengths(1, 2.0, 3), profile.Lengths);
    }

    [Fact]
    public async Task Profile_StoredTable_GivesTheSameAsTheTableInMemory()
    {
        var imported = Csv.Read("a,b,c\n" + string.Join('\n', Enumerable.Range(0, 1_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 77},{i / 3.0},v{i % 5}"))));
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(path))
            {
                ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
            }

            var stored = DatasetProfiler.Profile(await ArrowTableFile.ReadAsync(path, null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

            Assert.Equivalent(DatasetProfiler.Profile(imported.Table, TestContext.Current.CancellationToken), stored, strict: true);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ColumnProfile Numbers(double[] values, ColumnType type = ColumnType.Number) =>
        DatasetProfiler.Profile(new Table([new NumericColumn("n", type, values)]), TestContext.Current.CancellationToken).Columns[0];

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = Tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
}
