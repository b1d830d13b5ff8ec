using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>
/// Summarises the training rows for later drift checks: frequent values, and means of rare ones. Each represents at least <see cref="LeastRows"/> rows.
/// </summary>
public static class BaselineBuilder
{
    public const int LeastRows = 10;

    private const int MostLevels = 1_000;
    private const int MostNumbers = 1_000;

    /// <param name="inputs">The training rows with the input columns of the model.</param>
    /// <param name="target">Target of the training rows, with classes as levels.</param>
    public static TrainingBaseline Build(Table inputs, Column? target = null, int threads = 1) => new(
        inputs.RowCount,
        [.. inputs.Columns.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).Select(Summarise)],
        target is null ? null : Summarise(target),
        LeastRows: LeastRows);

    public static BaselineColumn Summarise(Column column) => column switch
    {
        NumericColumn { Type: ColumnType.Date } dates => Counted(dates),
        NumericColumn numbers => Summarise(numbers),
        CategoricalColumn levels => Summarise(levels),
        _ => throw new NotSupportedException($"Columns of type {column.Type} have no baseline."),
    };

    /// <summary>Dates always advance, so they are not compared.</summary>
    private static BaselineColumn Counted(NumericColumn dates)
    {
        var present = dates.Values.Where(double.IsFinite).ToHashSet();
        var missing = dates.Values.LongCount(date => !double.IsFinite(date));
        return new BaselineColumn
        {
            Name = dates.Name,
            Type = dates.Type,
            Missing = missing,
            Distinct = present.Count,
            Levels = [],
            Counts = [],
            Others = dates.Length - missing,
        };
    }

    private static BaselineColumn Summarise(NumericColumn column)
    {
        var values = Array.FindAll(column.Values, double.IsFinite);
        ulong[] spare = [];
        RadixSort.Sort(values, ref spare);
        var least = Math.Max(LeastRows, (values.Length + MostNumbers - 1) / MostNumbers);
        var (points, rare, distinct) = (new List<(double Number, double Deviation, long Rows)>(), new List<double>(), 0L);
        for (int start = 0, end; start < values.Length; start = end)
        {
            end = SortedNumbers.SkipValue(values, start, values[start]);
            distinct++;
            if (end - start >= least)
            {
                points.Add((values[start], 0, end - start));
            }
            else
            {
                rare.AddRange(values[start..end]);
            }
        }

        var others = rare.Count < LeastRows ? rare.Count : 0;
        if (others == 0)
        {
            points.AddRange(Means([.. rare], Math.Max(1, rare.Count / least)));
        }

        points.Sort();
        return new BaselineColumn
        {
            Name = column.Name,
            Type = column.Type,
            Missing = column.Length - values.Length,
            Distinct = distinct,
            Levels = [],
            Counts = [.. points.Select(point => point.Rows)],
            Numbers = [.. points.Select(point => point.Number)],
            Deviations = [.. points.Select(point => point.Deviation)],
            Others = others,
        };
    }

    /// <summary>Ranges with equal numbers of neighbouring values.</summary>
    /// <param name="sorted">Values in ascending order.</param>
    private static IEnumerable<(double Number, double Deviation, long Rows)> Means(double[] sorted, int ranges)
    {
        for (var range = 0; range < ranges && sorted.Length > 0; range++)
        {
            var values = sorted[(int)((long)sorted.Length * range / ranges)..(int)((long)sorted.Length * (range + 1) / ranges)];
            var mean = Math.Clamp(values.Average(), values[0], values[^1]);
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            // Two digits of the deviation are enough to compare, and too few to compute a single value from both.
            var digit = deviation == 0 ? 0 : Math.Pow(10, Math.Floor(Math.Log10(deviation)) - 1);
            yield return (Rounded(mean, digit), Rounded(deviation, digit), values.Length);
        }
    }

    /// <returns>The value itself if it cannot be rounded.</returns>
    private static double Rounded(double value, double digit) => Math.Round(value / digit) * digit is var rounded && double.IsFinite(rounded) ? rounded : value;

    private static BaselineColumn Summarise(CategoricalColumn column)
    {
        var counts = ColumnLevelCounts.Of(column);
        var frequent = column.Type == ColumnType.Text ? 0 : Math.Min(MostLevels, counts.Rows.TakeWhile(rows => rows >= LeastRows).Count());
        return new BaselineColumn
        {
            Name = column.Name,
            Type = column.Type,
            Missing = counts.Missing,
            Distinct = counts.Levels.Length,
            Levels = counts.Levels[..frequent],
            Counts = Array.ConvertAll(counts.Rows[..frequent], rows => (long)rows),
            Others = counts.Rows[frequent..].Sum(),
        };
    }
}
