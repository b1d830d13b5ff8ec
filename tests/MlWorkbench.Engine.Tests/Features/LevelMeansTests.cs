using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class LevelMeansTests
{
    private static readonly string[] Levels = ["a", "a", "b", "b", "b", "c", "c", "a"];

    // R: y <- c(1,2,3,6,2,3,4.5,3); x <- factor(c("a","a","b","b","b","c","c","a")); n <- table(x); m <- anova(lm(y ~ x))$"Mean Sq"
    // m[2] / ((m[1] - m[2]) / ((8 - sum(n^2) / 8) / 2))
    [Fact]
    public void Shrinkage_LevelsOfDifferentSizes_RatioOfTheVarianceComponents() =>
        Assert.Equal(17.428152492668577, Shrinkage([1, 2, 3, 6, 2, 3, 4.5, 3], Levels), 1e-10);

    [Fact]
    public void Shrinkage_LevelsAlike_ShrinksThemMost() => Assert.Equal(200, Shrinkage([1, 2, 1, 2, 1.5, 1, 2, 1.5], Levels));

    [Fact]
    public void Shrinkage_LevelsOfOneValueEach_ShrinksThemLeast() => Assert.Equal(0.5, Shrinkage([1, 1, 5, 5, 5, 9, 9, 1], Levels));

    [Fact]
    public void Shrinkage_NoLevelHasTwoRows_TakesTheUsual() => Assert.Equal(10, Shrinkage([1, 2, 3, 4], ["a", "b", "c", "d"]));

    private static double Shrinkage(double[] values, string[] levels)
    {
        string[] distinct = [.. levels.Distinct()];
        var column = new CategoricalColumn("x", ColumnType.Category, Array.ConvertAll(levels, level => Array.IndexOf(distinct, level)), distinct);
        return LevelMeans.Of(column, EncodingTarget.Of(new Actuals(ModelTask.Regression, values, []), new int[values.Length])).Shrinkage(0);
    }
}
