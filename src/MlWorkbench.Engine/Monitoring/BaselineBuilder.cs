using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Summarises the training rows for later drift checks: order statistics and level counts per column, never rows.</summary>
public static class BaselineBuilder
{
    private const int MaxQuantiles = 1_001;
    private const int MaxLevels = 1_000;

    public static TrainingBaseline Build(Table inputs, int threads = 1) =>
        new(inputs.RowCount, [.. inputs.Columns.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).Select(Summarise)]);

    private static BaselineColumn Summarise(Column column) => column switch
    {
        NumericColumn numbers => Summarise(numbers),
        CategoricalColumn levels => Summarise(levels),
        _ => throw new NotSupportedException($"Columns of type {column.Type} have no baseline."),
    };

    private static BaselineColumn Summarise(NumericColumn column)
    {
        var values = Array.FindAll(column.Values, double.IsFinite);
        Array.Sort(values);
        double? mean = values.Length == 0 ? null : values.Average();
        double? deviation = mean is { } center ? Math.Sqrt(values.Average(value => (value - center) * (value - center))) : null;
        return new BaselineColumn(
            column.Name,
            column.Type,
            column.Length - values.Length,
            values.Where((value, i) => i == 0 || value != values[i - 1]).LongCount(),
            Quantiles(values),
            mean,
            deviation is { } finite && double.IsFinite(finite) ? finite : null,
            [],
            []);
    }

    private static double[] Quantiles(double[] sorted)
    {
        if (sorted.Length <= MaxQuantiles)
        {
            return sorted;
        }

        var quantiles = new double[MaxQuantiles];
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = sorted[(long)i * (sorted.Length - 1) / (MaxQuantiles - 1)];
        }

        return quantiles;
    }

    private static BaselineColumn Summarise(CategoricalColumn column)
    {
        var counts = Recipes.LevelCounts.Of(column);
        var kept = column.Type == ColumnType.Text ? 0 : Math.Min(MaxLevels, counts.Levels.Length);
        return new BaselineColumn(
            column.Name,
            column.Type,
            counts.Missing,
            counts.Levels.Length,
            [],
            null,
            null,
            counts.Levels[..kept],
            Array.ConvertAll(counts.Rows[..kept], rows => (long)rows));
    }
}
