using System.Diagnostics;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Permutation importance by input column (Breiman 2001; Fisher et al. 2019): how much worse the metric gets when the column's values change rows.</summary>
public static class PermutationImportance
{
    private const int Repeats = 5;

    /// <summary>Of more rows, so many are drawn.</summary>
    public const int SampleRows = 2_000;

    /// <summary>Largest drop first. Above 2,000 rows a seeded sample is used. Five repeats; fewer when the time is up, but always one.</summary>
    /// <param name="inputs">The model's input columns.</param>
    /// <param name="score">The model, over any rows with those columns.</param>
    public static IReadOnlyList<FeatureImportance> Compute(
        Table inputs, Actuals actuals, IMetric metric, Func<Table, Predictions> score, int seed, TimeSpan limit, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var sample = RowSample.Draw(inputs.RowCount, SampleRows, new Random(seed));
        var rows = inputs.Take(sample);
        var actual = actuals.Take(sample);
        var quality = metric.Compute(actual, score(rows));
        if (!double.IsFinite(quality))
        {
            return [];
        }

        var drops = rows.Columns.Select(_ => new List<double>(Repeats)).ToArray();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var order = Shuffled(rows.RowCount, seed + repeat);
            for (var column = 0; column < drops.Length; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (repeat > 0 && watch.Elapsed > limit)
                {
                    return Rank(rows, drops);
                }

                var shuffled = metric.Compute(actual, score(WithShuffled(rows, column, order)));
                drops[column].Add(metric.HigherIsBetter ? quality - shuffled : shuffled - quality);
            }
        }

        return Rank(rows, drops);
    }

    private static int[] Shuffled(int rows, int seed)
    {
        var order = Enumerable.Range(0, rows).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private static Table WithShuffled(Table rows, int column, int[] order)
    {
        var columns = rows.Columns.ToArray();
        columns[column] = columns[column].Take(order);
        return new Table(columns);
    }

    private static List<FeatureImportance> Rank(Table rows, List<double>[] drops) =>
        [.. rows.Columns
            .Select((column, i) => new FeatureImportance(column.Name, drops[i].Average(), Deviation(drops[i])))
            .OrderByDescending(importance => importance.Drop)];

    private static double? Deviation(List<double> values)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
