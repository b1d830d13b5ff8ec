using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Targets;

public sealed class TargetRateBuilderTests
{
    [Fact]
    public void Compare_Share_HasWilsonsInterval()
    {
        var column = new CategoricalColumn("level", ColumnType.Category, [.. Enumerable.Range(0, 60).Select(i => i < 40 ? 0 : i < 50 ? 1 : -1)], ["a", "b"]);

        var result = TargetRateBuilder.Compare(column, [.. Enumerable.Range(0, 60)], [.. Enumerable.Range(0, 60).Select(i => i is < 7 or >= 55 ? 1.0 : 0.0)], isShare: true);

        Assert.Equal([("a", 40L, 0.175), ("b", 10L, 0.0), ("missing", 10L, 0.5)], result.Groups.Select(group => (group.Label, group.Rows, group.Value)));
        // scipy.stats.binomtest(7, 40).proportion_ci(method="wilson")
        Assert.Equal(0.08745413746035918, result.Groups[0].Low, 1e-12);
        Assert.Equal(0.3194999033178771, result.Groups[0].High, 1e-12);
    }

    [Fact]
    public void Compare_Mean_HasTheNormalInterval()
    {
        var column = new NumericColumn("x", ColumnType.Integer, [1, 1, 1, 1, 1, 1, 2, 2]);

        var result = TargetRateBuilder.Compare(column, [0, 1, 2, 3, 4, 5, 6, 7], [3, 5, 8, 1, 9, 4, 10, 20], isShare: false);

        // scipy.stats.norm.interval(.95, v.mean(), scipy.stats.sem(v)) of v = [3, 5, 8, 1, 9, 4]
        Assert.Equal(("1", 6L, 5.0), (result.Groups[0].Label, result.Groups[0].Rows, result.Groups[0].Value));
        Assert.Equal(2.573018982686997, result.Groups[0].Low, 1e-12);
        Assert.Equal(7.426981017313003, result.Groups[0].High, 1e-12);
        Assert.Equal(("2", 15.0), (result.Groups[1].Label, result.Groups[1].Value));
    }

    [Fact]
    public void Compare_ManyNumbers_AreBinnedByEquallyManyRows()
    {
        var result = TargetRateBuilder.Compare(new NumericColumn("x", ColumnType.Integer, [.. Enumerable.Range(0, 100).Select(i => (double)i)]), [.. Enumerable.Range(0, 100)], [.. Enumerable.Range(0, 100).Select(i => (double)i)], isShare: false);

        Assert.Equal(Enumerable.Repeat(10L, 10), result.Groups.Select(group => group.Rows));
        Assert.Equal(("0 to < 10", "90 to 99", 94.5), (result.Groups[0].Label, result.Groups[9].Label, result.Groups[9].Value));
    }
}
