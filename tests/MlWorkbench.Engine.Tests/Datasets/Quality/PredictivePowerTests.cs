using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Quality;

/// <summary>Golden numbers from numpy 1.24: for each fold i % 4, np.median (upper) or np.bincount().argmax() per bin of the other folds; 1 - error / error of the best constant.</summary>
public sealed class PredictivePowerTests
{
    private static readonly int[] Rows = [.. Enumerable.Range(0, 400)];

    [Fact]
    public void Of_NumberAndNumber_MatchesNumpy()
    {
        // x = (i * 7919 % 400) / 10; y = sin(x) * 5; bins at np.sort(x)[b * 400 // 40]
        double[] x = [.. Rows.Select(i => (i * 7919 % 400) / 10.0)];
        var power = new PredictivePower(Rows, [.. x.Select(value => Math.Sin(value) * 5)], 0);

        Assert.Equal(0.7445325716797258, power.Of(new NumericColumn("x", ColumnType.Number, x)), 1e-12);
    }

    [Fact]
    public void Of_LevelsAndClasses_MatchesNumpy()
    {
        // level = i * 31 % 7; class = level < 3, every tenth inverted
        int[] levels = [.. Rows.Select(i => i * 31 % 7)];
        var power = new PredictivePower(Rows, [.. Rows.Select(i => (levels[i] < 3) == (i % 10 != 0) ? 1.0 : 0.0)], 2);

        Assert.Equal(0.7727272727272727, power.Of(new CategoricalColumn("x", ColumnType.Category, levels, ["a", "b", "c", "d", "e", "f", "g"])), 1e-12);
    }

    [Fact]
    public void Of_IdentifierAlone_PredictsNothing()
    {
        var power = new PredictivePower(Rows, [.. Rows.Select(i => i * 31 % 7 < 3 ? 1.0 : 0.0)], 2);

        Assert.Equal(0, power.Of(new CategoricalColumn("id", ColumnType.Category, Rows, [.. Rows.Select(i => $"r{i}")])));
    }
}
