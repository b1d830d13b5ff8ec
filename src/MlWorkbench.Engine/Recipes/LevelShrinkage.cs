namespace MlWorkbench.Engine.Recipes;

/// <summary>
/// Empirical Bayes for the means of levels: with variance v within and b between levels, the best guess of a level's mean is the mean of its rows
/// and of v / b rows of the overall mean. Both variances are estimated by the moments of a one-way analysis of variance, levels of different
/// sizes allowed for (Searle, Casella and McCulloch 1992, section 3.6).
/// </summary>
internal static class LevelShrinkage
{
    /// <summary>When no level has two rows, nothing tells the variance within levels.</summary>
    private const double Usual = 10;

    private const double Least = 0.5;

    /// <summary>Also of levels that differ by no more than chance.</summary>
    private const double Most = 200;

    /// <param name="sums">Per level and output, the sum of the target.</param>
    /// <param name="rows">Rows per level; levels without rows do not count.</param>
    /// <param name="means">Per output, the mean of all rows.</param>
    /// <param name="squaresWithin">Per output, the squared distances of rows from the mean of their level.</param>
    /// <returns>Per output, the rows of the overall mean to add to each level.</returns>
    public static double[] Estimate(ReadOnlySpan<double> sums, ReadOnlySpan<double> rows, ReadOnlySpan<double> means, ReadOnlySpan<double> squaresWithin)
    {
        var outputs = means.Length;
        var squaresBetween = new double[outputs];
        var (levels, total, squaredRows) = (0, 0.0, 0.0);
        for (var level = 0; level < rows.Length; level++)
        {
            if (rows[level] == 0)
            {
                continue;
            }

            levels++;
            total += rows[level];
            squaredRows += rows[level] * rows[level];
            for (var output = 0; output < outputs; output++)
            {
                var distance = (sums[(level * outputs) + output] / rows[level]) - means[output];
                squaresBetween[output] += rows[level] * distance * distance;
            }
        }

        var shrinkage = new double[outputs];
        Array.Fill(shrinkage, Usual);
        for (var output = 0; output < outputs && levels > 1 && total > levels; output++)
        {
            var within = squaresWithin[output] / (total - levels);
            var between = ((squaresBetween[output] / (levels - 1)) - within) * (levels - 1) / (total - (squaredRows / total));
            shrinkage[output] = between > 0 ? Math.Clamp(within / between, Least, Most) : Most;
        }

        return shrinkage;
    }
}
