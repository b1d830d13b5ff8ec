using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>
/// Predictive power of one column alone for the target: 0 is not better than the best constant guess, 1 is always correct. Follows the Predictive Power Score
/// (Wetschoreck, 2020) with bins instead of a tree. It is 1 minus the ratio of two errors: of the bins on rows not used to fit them, and of the best constant
/// guess. The error is the mean absolute error for numbers and the share of wrong classes otherwise.
/// </summary>
internal sealed class PredictivePower
{
    // Cross-fitted: each fold is predicted from the others.
    private const int Folds = 4;
    private const int MostBins = 64;
    private const int FewestRowsPerBin = 10;

    private readonly int[] _rows;
    private readonly double[] _target;
    private readonly int _classes;

    /// <param name="rows">The rows of the table to use.</param>
    /// <param name="target">The target in each of these rows: a number, or the index of a class.</param>
    /// <param name="classes">Number of classes. 0 if the target is a number.</param>
    public PredictivePower(int[] rows, double[] target, int classes)
    {
        _rows = rows;
        _target = target;
        _classes = classes;
    }

    public double Of(Column column)
    {
        var (bins, count) = Bins(column);
        double error = 0;
        double naive = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var (guesses, best) = Learn(bins, count, fold);
            for (var i = fold; i < _target.Length; i += Folds)
            {
                error += Loss(guesses[bins[i]], _target[i]);
                naive += Loss(best, _target[i]);
            }
        }

        return naive == 0 ? 0 : Math.Max(0, 1 - (error / naive));
    }

    private double Loss(double guess, double actual) => _classes > 0 ? (guess == actual ? 0 : 1) : Math.Abs(guess - actual);

    private (double[] Guesses, double Best) Learn(int[] bins, int count, int fold)
    {
        List<double>[] seen = [.. Enumerable.Range(0, count).Select(_ => new List<double>())];
        var all = new List<double>(_target.Length);
        for (var i = 0; i < _target.Length; i++)
        {
            if (i % Folds != fold)
            {
                seen[bins[i]].Add(_target[i]);
                all.Add(_target[i]);
            }
        }

        var best = BestGuess(all);
        return (Array.ConvertAll(seen, values => values.Count == 0 ? best : BestGuess(values)), best);
    }

    /// <summary>The most frequent class, or the median.</summary>
    private double BestGuess(List<double> values)
    {
        if (_classes == 0)
        {
            values.Sort();
            return values.Count == 0 ? 0 : values[values.Count / 2];
        }

        var counts = new int[_classes];
        foreach (var value in values)
        {
            counts[(int)value]++;
        }

        return Array.IndexOf(counts, counts.Max());
    }

    /// <summary>One bin per level, or bins with about equal counts of numbers. The first bin contains missing values.</summary>
    private (int[] Bins, int Count) Bins(Column column)
    {
        if (column is CategoricalColumn levels)
        {
            return (Array.ConvertAll(_rows, row => levels.Codes[row] + 1), levels.Levels.Length + 1);
        }

        var numbers = (NumericColumn)column;
        var values = Array.ConvertAll(_rows, row => numbers.Values[row]);
        var edges = Edges(values);
        return (Array.ConvertAll(values, value => double.IsNaN(value) ? 0 : BinOf(edges, value)), edges.Length + 2);
    }

    private static double[] Edges(double[] values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        double[] distinct = [.. sorted.Distinct()];
        if (distinct.Length <= MostBins)
        {
            return [.. distinct.Skip(1)];
        }

        var bins = Math.Clamp(sorted.Length / FewestRowsPerBin, 2, MostBins);
        return [.. Enumerable.Range(1, bins - 1).Select(bin => sorted[(int)((long)bin * sorted.Length / bins)]).Distinct()];
    }

    private static int BinOf(double[] edges, double value)
    {
        var index = Array.BinarySearch(edges, value);
        return (index >= 0 ? index + 1 : ~index) + 1;
    }
}
