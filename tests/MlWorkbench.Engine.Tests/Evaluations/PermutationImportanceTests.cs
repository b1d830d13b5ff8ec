using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

public class PermutationImportanceTests
{
    private static readonly Table Inputs = new(
    [
        new NumericColumn("unused", ColumnType.Number, Column(11)),
        new NumericColumn("strong", ColumnType.Number, Column(37)),
        new NumericColumn("weak", ColumnType.Number, Column(59)),
    ]);

    private static readonly Actuals Targets = new(ModelTask.Regression, Score(Inputs).Values, []);

    [Fact]
    public void Compute_LinearModel_RanksColumnsByTheirWeight()
    {
        var importance = Compute(TimeSpan.FromSeconds(30));
        Assert.Equal(["strong", "weak", "unused"], importance.Select(column => column.Column).ToArray());
        Assert.Equal((0, 0d), (importance[2].Drop, importance[2].StandardDeviation));
        // Shuffling x with weight w costs w times the deviation of the difference of two random values: w * sd(x) * root 2.
        Assert.Equal(3 * 29.15 * Math.Sqrt(2), importance[0].Drop, 8.0);
        Assert.True(importance[0].StandardDeviation > 0);
    }

    [Fact]
    public void Compute_SameSeed_GivesTheSame() => Assert.Equal(Compute(TimeSpan.FromSeconds(30)), Compute(TimeSpan.FromSeconds(30)));

    [Fact]
    public void Compute_NoTimeLeft_ShufflesFiveTimesOnFewerRows()
    {
        var scored = new List<int>();
        var importance = PermutationImportance.Compute(
            Inputs, Targets, Metrics.Default(ModelTask.Regression), Counted, 1, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(3, importance.Count);
        Assert.All(importance.Take(2), column => Assert.True(column.StandardDeviation > 0));
        Assert.Equal(1 + (3 * 5), scored.Count(rows => rows == 100));
        Assert.True(scored.Count(rows => rows > 100) <= 2 * (1 + 3), "The tries on more rows are few.");

        Predictions Counted(Table rows)
        {
            scored.Add(rows.RowCount);
            return Score(rows);
        }
    }

    private static IReadOnlyList<FeatureImportance> Compute(TimeSpan limit) =>
        PermutationImportance.Compute(Inputs, Targets, Metrics.Default(ModelTask.Regression), Score, 1, limit, TestContext.Current.CancellationToken);

    private static Predictions Score(Table rows)
    {
        var strong = ((NumericColumn)rows["strong"]).Values;
        var weak = ((NumericColumn)rows["weak"]).Values;
        return new Predictions([.. strong.Zip(weak, (s, w) => (3 * s) + (0.5 * w))], 1);
    }

    private static double[] Column(int factor) => [.. Enumerable.Range(0, 300).Select(i => (double)(i * factor % 101))];
}
