using System.Diagnostics;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Explanations;

/// <summary>
/// Permutation importance by input column (Breiman 2001; Fisher et al. 2019): the loss of quality if the values of the column are shuffled.
/// </summary>
public static class PermutationImportance
{
    /// <summary>Shuffles of each column. Fewer would not give a standard deviation.</summary>
    public const int Repeats = 5;

    /// <summary>Smallest sample. With fewer rows a shuffle is not informative, so the time limit is exceeded instead.</summary>
    private const int FewestRows = 100;

    /// <summary>Sample size for larger tables.</summary>
    public const int SampleRows = 2_000;

    /// <summary>
    /// Returns the largest drop first, each as the mean of five shuffles. Above 2,000 rows a seeded sample is used. The sample is smaller, but has
    /// at least 100 rows, if five shuffles of all columns would exceed the time limit.
    /// </summary>
    /// <param name="inputs">The model's input columns.</param>
    /// <param name="score">The model, applied to any rows with those columns.</param>
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

            // At most half, so that all attempts together take little longer than the last one.
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
