using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Fits the steps of an integer column. Some columns count or measure; others are identifiers (a shop, a pupil, a postal area), for which
/// neighbouring numbers are unrelated. Those are also used as levels.
/// </summary>
internal static class WholeNumberFit
{
    /// <summary>Maximum share of distinct values among the rows. With more, most levels would have one row, which is not informative.</summary>
    private const double MostLevels = 2 / 3.0;

    /// <summary>Maximum share of one level. Identifiers share the rows, while quantities often have one common value, such as zero.</summary>
    private const double MostOfOneLevel = 0.06;

    /// <summary>Minimum number of neighbouring rows to compare a row's level with.</summary>
    private const int RowsOfNeighbours = 20;

    /// <summary>Standard deviations by which levels must predict better than their neighbours.</summary>
    private const double Significance = 5;

    public static IEnumerable<FittedStep> Fit(FeatureSpec spec, NumericColumn column, EncodingTarget target)
    {
        var numbers = NumberFit.Fit(spec.Kind, column);
        if (!HasLevels(column, spec.MaxLevels))
        {
            return numbers;
        }

        var levels = column.ToLevels();
        return AreNames(column, levels, target) ? [.. numbers, .. CategoryFit.Fit(spec, levels, target, codes: $"{column.Name} level")] : numbers;
    }

    /// <param name="few">Maximum number of levels that thresholds can separate.</param>
    private static bool HasLevels(NumericColumn column, int few)
    {
        var seen = new HashSet<double>();
        foreach (var value in column.Values)
        {
            if (seen.Add(value) && seen.Count > MostLevels * column.Length)
            {
                return false;
            }
        }

        return seen.Count > few;
    }

    /// <summary>
    /// Whether the other rows of its level predict a row better than the rows of neighbouring levels do, by squared errors, row for row. For a
    /// quantity, the neighbours predict better, because they have more rows. For identifiers, they are not informative.
    /// </summary>
    private static bool AreNames(NumericColumn column, CategoricalColumn levels, EncodingTarget target)
    {
        var means = LevelMeans.Of(levels, target);
        if (means.Rows.Skip(1).Max() > MostOfOneLevel * column.Length || !means.Differ())
        {
            return false;
        }

        var ofNeighbours = Neighbours(means, InOrder(column, levels));
        var (rows, sum, squares) = (0, 0.0, 0.0);
        for (var row = 0; row < target.Rows; row++)
        {
            var level = levels.Codes[row] + 1;
            if (level == 0 || means.Rows[level] < 2)
            {
                continue;
            }

            var gain = 0.0;
            for (var output = 0; output < means.Outputs; output++)
            {
                var value = target.Values[(row * means.Outputs) + output];
                var ofLevel = means.Shrunk(means.Sum(level, output) - value, means.Rows[level] - 1, output);
                gain += Square(value - ofNeighbours[(level * means.Outputs) + output]) - Square(value - ofLevel);
            }

            rows++;
            sum += gain;
            squares += gain * gain;
        }

        var mean = sum / Math.Max(1, rows);
        return mean > 0 && mean > Significance * Math.Sqrt(((squares / rows) - (mean * mean)) / rows);
    }

    /// <returns>Combined prediction of the levels on both sides, per level and output.</returns>
    private static double[] Neighbours(LevelMeans means, int[] ordered)
    {
        var predictions = new double[means.Rows.Length * means.Outputs];
        for (var i = 0; i < ordered.Length; i++)
        {
            var (reach, rows) = (0, 0.0);
            while (rows < RowsOfNeighbours && reach < ordered.Length)
            {
                reach++;
                rows += RowsAt(i - reach) + RowsAt(i + reach);
            }

            for (var output = 0; output < means.Outputs; output++)
            {
                var sum = 0.0;
                for (var j = Math.Max(0, i - reach); j <= Math.Min(ordered.Length - 1, i + reach); j++)
                {
                    sum += j == i ? 0 : means.Sum(ordered[j], output);
                }

                predictions[(ordered[i] * means.Outputs) + output] = means.Shrunk(sum, rows, output);
            }
        }

        return predictions;

        double RowsAt(int place) => place >= 0 && place < ordered.Length ? means.Rows[ordered[place]] : 0;
    }

    private static double Square(double value) => value * value;

    /// <returns>Levels by their number, as <see cref="LevelMeans"/> counts them.</returns>
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
