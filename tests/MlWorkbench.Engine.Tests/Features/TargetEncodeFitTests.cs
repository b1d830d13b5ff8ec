using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class TargetEncodeFitTests
{
    private static readonly CategoricalColumn Column = new("x", ColumnType.Category, [0, 0, 1, 1, 1, 2, 2, 0], ["a", "b", "c"]);

    private static readonly Actuals Labels = new(ModelTask.Binary, [1, 0, 1, 1, 0, 1, 1, 0], ["no", "yes"]);

    // sklearn's TargetEncoder(smooth=2.0) formula, numpy:
    // (y[x == c].sum() + 2 * y.mean()) / ((x == c).sum() + 2)
    [Theory]
    [InlineData("a", 0.45f)]
    [InlineData("b", 0.65f)]
    [InlineData("c", 0.8125f)]
    [InlineData("new", 0.625f)]
    [InlineData(null, 0.625f)]
    public void Fit_WholeColumn_MeansShrunkTowardsTheOverallMean(string? level, float encoding)
    {
        var (step, _, _) = Fit([0, 1, 2, 3, 0, 1, 2, 3]);
        var features = new FeatureMatrix(1, 1);
        step.Apply(new Table([new CategoricalColumn("x", ColumnType.Category, [level is null ? -1 : 0], [level ?? ""])]), features, 0);
        Assert.Equal(encoding, features.Values[0], 1e-6f);
    }

    [Fact]
    public void Fit_TrainingRows_EncodedByTheOtherFolds()
    {
        var (_, outOfFold, _) = Fit([0, 1, 0, 1, 0, 1, 0, 1]);
        // Fold 1 alone (rows 1, 3, 5, 7; y = 0, 1, 1, 0; mean 0.5): a = (0 + 1) / (2 + 2), b = (1 + 1) / (1 + 2), c = (1 + 1) / (1 + 2)
        Assert.Equal([0.25f, 2 / 3f, 2 / 3f, 2 / 3f], [outOfFold![0], outOfFold[2], outOfFold[4], outOfFold[6]]);
    }

    private static FittedStep Fit(int[] folds)
    {
        var target = EncodingTarget.Of(Labels, folds);
        return TargetEncodeFit.Fit(new FeatureSpec(FeatureKind.Trees, TargetSmoothing: 2), Column, ColumnLevelCounts.Of(Column), target, LevelMeans.Of(Column, target));
    }
}
