using MlWorkbench.Engine.Recipes;

namespace MlWorkbench.Engine.Tests.Recipes;

public sealed class LevelShrinkageTests
{
    private static readonly string[] Levels = ["a", "a", "b", "b", "b", "c", "c", "a"];

    // R: y <- c(1,2,3,6,2,3,4.5,3); x <- factor(c("a","a","b","b","b","c","c","a")); n <- table(x); m <- anova(lm(y ~ x))$"Mean Sq"
    // m[2] / ((m[1] - m[2]) / ((8 - sum(n^2) / 8) / 2))
    [Fact]
    public void Estimate_LevelsOfDifferentSizes_RatioOfTheVarianceComponents() =>
        Assert.Equal(17.428152492668577, Estimate([1, 2, 3, 6, 2, 3, 4.5, 3], Levels), 1e-10);

    [Fact]
    public void Estimate_LevelsAlike_ShrinksThemMost() => Assert.Equal(200, Estimate([1, 2, 1, 2, 1.5, 1, 2, 1.5], Levels));

    [Fact]
    public void Estimate_LevelsOfOneValueEach_ShrinksThemLeast() => Assert.Equal(0.5, Estimate([1, 1, 5, 5, 5, 9, 9, 1], Levels));

    [Fact]
    public void Estimate_NoLevelHasTwoRows_TakesTheUsual() => Assert.Equal(10, Estimate([1, 2, 3, 4], ["a", "b", "c", "d"]));

    private static double Estimate(double[] values, string[] levels)
    {
        var groups = levels.Zip(values).GroupBy(row => row.First, row => row.Second).Select(group => group.ToArray()).ToArray();
        var within = groups.Sum(group => group.Sum(value => Math.Pow(value - group.Average(), 2)));
        return LevelShrinkage.Estimate(
            [.. groups.Select(group => group.Sum()), 0],
            [.. groups.Select(group => (double)group.Length), 0],
            [values.Average()],
            [within])[0];
    }
}
