using System.Diagnostics;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>Permutation importance by input column (Breiman 2001; Fisher et al. 2019): how much worse the metric gets when the column's values change rows.</summary>
public static class PermutationImportance
{
    /// <summary>Shuffles of each column: fewer say nothing of the spread.</summary>
    public const int Repeats = 5;

    /// <summary>Below so many rows a shuffle says little; time is exceeded rather.</summary>
    private const int FewestRows = 100;

    /// <summary>Of more rows, so many are drawn.</summary>
    public const int SampleRows = 2_000;

    /// <summary>
    /// Largest drop first, each the mean of five shuffles, so that it has a spread. Above 2,000 rows a seeded sample is used; fewer rows where
    /// five shuffles of all columns would take longer than the limit, but at least 100.
    /// </summary>
    /// <param name="inputs">The model's input columns.</param>
    /// <param name="score">The model, over any rows with those columns.</param>
    public static IReadOnlyList<FeatureImportance> Compute(
        Table inputs, Actuals actuals, IMetric metric, Func<Table, Predictions> score, int seed, TimeSpan limit, CancellationToken cancellation)
    {
        var count = Math.Min(inputs.RowCount, SampleRows);
        while (true)
        {
            var sample = RowSample.Draw(inputs.RowCount, count, new Random(seed));
            var (rows, actual) = (inputs.Take(sample), actuals.Take(sample));
            var watch = Stopwatch.StartNew();
            var quality = metric.Compute(actual, score(rows));
            if (!double.IsFinite(quality))
            {
                return [];
            }

            double[][] drops = [Drops(0)];
            var affordable = (int)(count * limit / (watch.Elapsed * Repeats));
            if (affordable >= count || count <= FewestRows)
            {
                drops = [.. drops, .. Enumerable.Range(1, Repeats - 1).Select(Drops)];
                return Rank(rows, drops);
            }

            // Half at most, so that the tries together take little more than the last one.
            count = Math.Max(FewestRows, Math.Min(affordable, count / 2));

            double[] Drops(int repeat)
            {
                var order = Shuffled(rows.RowCount, seed + repeat);
                var ofColumns = new double[rows.Columns.Count];
                for (var column = 0; column < ofColumns.Length; column++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var shuffled = metric.Compute(actual, score(WithShuffled(rows, column, order)));
                    ofColumns[column] = metric.HigherIsBetter ? quality - shuffled : shuffled - quality;
                }

                return ofColumns;
            }
        }
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

    private static List<FeatureImportance> Rank(Table rows, double[][] drops) =>
        [.. rows.Columns
            .Select((column, i) => Of(column.Name, [.. drops.Select(ofColumns => ofColumns[i])]))
            .OrderByDescending(importance => importance.Drop)];

    private static FeatureImportance Of(string column, double[] drops)
    {
        var mean = drops.Average();
        return new FeatureImportance(column, mean, Math.Sqrt(drops.Sum(drop => (drop - mean) * (drop - mean)) / (drops.Length - 1)));
    }
}
