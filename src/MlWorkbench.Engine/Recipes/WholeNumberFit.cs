using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes;

/// <summary>
/// Fits the steps of a column of whole numbers. Some count or measure; others name things (a shop, a pupil, a postal area), and what such a
/// number says of the target has nothing to do with its neighbours: those become levels besides.
/// </summary>
internal static class WholeNumberFit
{
    private const int FewestLevels = 10;

    /// <summary>Of the rows. With more, most levels would have one row, which tells nothing of them.</summary>
    private const double MostLevels = 2 / 3.0;

    /// <summary>Of the variance between levels, how much there is between neighbours: about 1 of names, about 0 of quantities.</summary>
    private const double ShareOfNames = 0.5;

    public static IEnumerable<FittedStep> Fit(RecipeSpec spec, NumericColumn column, EncodingTarget target)
    {
        var numbers = NumberFit.Fit(spec.Kind, column);
        if (!HasLevels(column))
        {
            return numbers;
        }

        var levels = column.ToLevels();
        return AreNames(column, levels, target) ? [.. numbers, .. CategoryFit.Fit(spec, levels, target, codes: $"{column.Name} level")] : numbers;
    }

    private static bool HasLevels(NumericColumn column)
    {
        var seen = new HashSet<double>();
        foreach (var value in column.Values)
        {
            if (seen.Add(value) && seen.Count > MostLevels * column.Length)
            {
                return false;
            }
        }

        return seen.Count >= FewestLevels;
    }

    /// <summary>
    /// Whether levels differ, and neighbours as much as any two. Half of the mean squared difference of successive means estimates the variance
    /// between levels when they are in no order (von Neumann 1941); here less what the few rows of a level add, and weighted by them.
    /// </summary>
    private static bool AreNames(NumericColumn column, CategoricalColumn levels, EncodingTarget target)
    {
        var means = LevelMeans.Of(levels, target);
        var ordered = InOrder(column, levels);
        var (between, successive) = (0.0, 0.0);
        for (var output = 0; output < means.Outputs; output++)
        {
            if (means.Differ(output))
            {
                between += means.Between(output);
                successive += Successive(means, ordered, output);
            }
        }

        return between > 0 && successive > ShareOfNames * between;
    }

    private static double Successive(LevelMeans means, int[] ordered, int output)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = 1; i < ordered.Length; i++)
        {
            var noise = (1 / means.Rows[ordered[i]]) + (1 / means.Rows[ordered[i - 1]]);
            var difference = means.Mean(ordered[i], output) - means.Mean(ordered[i - 1], output);
            sum += ((difference * difference) - (means.Within(output) * noise)) / 2 / noise;
            weights += 1 / noise;
        }

        return sum / weights;
    }

    /// <returns>Levels as <see cref="LevelMeans"/> counts them, by their number.</returns>
    private static int[] InOrder(NumericColumn column, CategoricalColumn levels)
    {
        var numbers = new double[levels.Levels.Length];
        for (var row = 0; row < column.Length; row++)
        {
            if (levels.Codes[row] >= 0)
            {
                numbers[levels.Codes[row]] = column.Values[row];
            }
        }

        var ordered = Enumerable.Range(1, numbers.Length).ToArray();
        Array.Sort(numbers, ordered);
        return ordered;
    }
}
