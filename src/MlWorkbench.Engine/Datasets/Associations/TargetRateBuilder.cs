using System.Globalization;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>Computes the rate or mean of a target per bin or level of every other column of a stored table, from all rows.</summary>
public static class TargetRateBuilder
{
    private const int Bins = 10;
    private const int MostLevels = 20;
    private const double Z95 = 1.959963984540054;

    /// <exception cref="EngineException">The column cannot be a target.</exception>
    public static async Task<TargetRates> BuildAsync(string arrowFile, string target, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var analyzed = TargetAnalysis.Analyze(await ArrowTableFile.ReadAsync(arrowFile, [target], cancellation), new TargetQuestion(target));
        var (values, label) = Values(analyzed);
        var columns = new List<ColumnAgainstTarget>();
        var others = info.Columns.Where(column => column.Name != target && column.Type != ColumnType.Text && column.Role is not (ColumnRole.Identifier or ColumnRole.Constant));
        await foreach (var (column, _) in ArrowColumns.ReadAsync(arrowFile, info, others, cancellation))
        {
            columns.Add(Compare(column, analyzed.LabelledRows, values, label is not null));
        }

        return new TargetRates(target, label, values.Average(), values.Length, columns);
    }

    internal static ColumnAgainstTarget Compare(Column column, int[] rows, double[] target, bool isShare)
    {
        var (groups, labels) = column is CategoricalColumn levels ? ByLevel(levels, rows) : ByBin((NumericColumn)column, rows);
        var (counts, sums, squares) = (new long[labels.Length], new double[labels.Length], new double[labels.Length]);
        for (var i = 0; i < target.Length; i++)
        {
            counts[groups[i]]++;
            sums[groups[i]] += target[i];
            squares[groups[i]] += target[i] * target[i];
        }

        var found = Enumerable.Range(0, labels.Length).Where(group => counts[group] > 0)
            .Select(group => isShare ? Share(labels[group], counts[group], sums[group]) : Mean(labels[group], counts[group], sums[group], squares[group])).ToList();
        var overall = sums.Sum() / target.Length;
        var spread = Math.Sqrt(found.Sum(group => group.Rows * (group.Value - overall) * (group.Value - overall)) / target.Length);
        return new ColumnAgainstTarget(column.Name, found, spread);
    }

    /// <summary>
    /// The target of each labelled row as a number, and the class whose share is its mean: the positive class, or the most frequent of several.
    /// </summary>
    private static (double[] Values, string? Label) Values(Target target)
    {
        if (!target.Shape.HasClasses)
        {
            return (target.Actuals.Values, null);
        }

        var chosen = target.Shape.HasPositiveClass ? 1 : (int)target.Actuals.Values.CountBy(label => label).MaxBy(label => label.Value).Key;
        return (Array.ConvertAll(target.Actuals.Values, label => label == chosen ? 1d : 0d), target.Classes[chosen]);
    }

    private static (int[] Groups, string[] Labels) ByLevel(CategoricalColumn column, int[] rows)
    {
        var counts = new long[column.Levels.Length];
        foreach (var row in rows.Where(row => column.Codes[row] >= 0))
        {
            counts[column.Codes[row]]++;
        }

        int[] shown = [.. Enumerable.Range(0, counts.Length).OrderByDescending(code => counts[code]).ThenBy(code => column.Levels[code], StringComparer.Ordinal).Take(MostLevels)];
        var groupOf = new int[counts.Length];
        Array.Fill(groupOf, shown.Length);
        for (var group = 0; group < shown.Length; group++)
        {
            groupOf[shown[group]] = group;
        }

        return (Array.ConvertAll(rows, row => column.Codes[row] < 0 ? shown.Length + 1 : groupOf[column.Codes[row]]), [.. shown.Select(code => column.Levels[code]), "other", "missing"]);
    }

    /// <summary>Bins with about equal numbers of rows, or one bin per value if there are few values.</summary>
    private static (int[] Groups, string[] Labels) ByBin(NumericColumn column, int[] rows)
    {
        double[] sorted = [.. rows.Select(row => column.Values[row]).Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            return (new int[rows.Length], ["missing"]);
        }

        double[] distinct = [.. sorted.Distinct().Take(Bins + 1)];
        double[] starts = distinct.Length <= Bins ? distinct : [.. Enumerable.Range(0, Bins).Select(bin => sorted[(int)((long)bin * sorted.Length / Bins)]).Distinct()];
        var groups = Array.ConvertAll(rows, row => double.IsNaN(column.Values[row]) ? starts.Length : BinOf(starts, column.Values[row]));
        var labels = distinct.Length <= Bins
            ? starts.Select(value => Text(value, column.Type))
            : starts.Select((start, bin) => bin + 1 < starts.Length ? $"{Text(start, column.Type)} to < {Text(starts[bin + 1], column.Type)}" : $"{Text(start, column.Type)} to {Text(sorted[^1], column.Type)}");
        return (groups, [.. labels, "missing"]);
    }

    private static int BinOf(double[] starts, double value)
    {
        var index = Array.BinarySearch(starts, value);
        return index >= 0 ? index : ~index - 1;
    }

    private static string Text(double value, ColumnType type) => type == ColumnType.Date ? DateText.Format(value) : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>
    /// Wilson's interval (Journal of the American Statistical Association 22, 1927), which is accurate for shares near 0 and 1 and for few rows.
    /// </summary>
    private static TargetGroup Share(string label, long rows, double hits)
    {
        var share = hits / rows;
        var centre = (share + (Z95 * Z95 / (2 * rows))) / (1 + (Z95 * Z95 / rows));
        var reach = Z95 / (1 + (Z95 * Z95 / rows)) * Math.Sqrt((share * (1 - share) / rows) + (Z95 * Z95 / (4.0 * rows * rows)));
        return new TargetGroup(label, rows, share, Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }

    private static TargetGroup Mean(string label, long rows, double sum, double squares)
    {
        var mean = sum / rows;
        var variance = rows < 2 ? 0 : Math.Max(0, (squares - (sum * mean)) / (rows - 1));
        var reach = Z95 * Math.Sqrt(variance / rows);
        return new TargetGroup(label, rows, mean, mean - reach, mean + reach);
    }
}
