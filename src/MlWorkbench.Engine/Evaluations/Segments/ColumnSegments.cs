using System.Globalization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>
/// Divides the rows of a table by one column: by level (the 20 most frequent, the others together), by quartile for more than six distinct numbers, and
/// missing values separately. Free text has no segments.
/// </summary>
internal static class ColumnSegments
{
    private const int MostLevels = 20;
    private const int MostValues = 6;
    private const int Quantiles = 4;

    public static List<Segment> Of(Column column) => column switch
    {
        CategoricalColumn { Type: not ColumnType.Text } categorical => OfLevels(categorical),
        NumericColumn numeric => OfNumbers(numeric),
        _ => [],
    };

    private static List<Segment> OfLevels(CategoricalColumn column)
    {
        var counts = new int[column.Levels.Length];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        var frequent = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderByDescending(code => counts[code]).ToArray();
        var shown = frequent.Length > MostLevels ? frequent[..(MostLevels - 1)] : frequent;
        var group = Enumerable.Repeat(shown.Length, counts.Length).ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            group[shown[i]] = i;
        }

        List<string> labels = [.. shown.Select(code => column.Levels[code])];
        if (shown.Length < frequent.Length)
        {
            labels.Add($"{frequent.Length - shown.Length} other levels");
        }

        return Group(column, labels, row => column.Codes[row] is var code && code < 0 ? -1 : group[code]);
    }

    private static List<Segment> OfNumbers(NumericColumn column)
    {
        var sorted = Array.FindAll(column.Values, value => !double.IsNaN(value));
        Array.Sort(sorted);
        var distinct = Distinct(sorted, MostValues + 1);
        if (distinct.Count <= MostValues)
        {
            return Group(column, [.. distinct.Select(value => Text(column, value))], row => distinct.IndexOf(column.Values[row]));
        }

        // Each edge is an existing value and belongs to the range above it. Equal quantiles are one edge.
        var edges = Enumerable.Range(1, Quantiles - 1).Select(i => sorted[(int)((long)sorted.Length * i / Quantiles)])
            .Where(edge => edge > sorted[0]).Distinct().ToArray();
        var ends = edges.Prepend(sorted[0]).Append(sorted[^1]).ToArray();
        List<string> labels = [.. ends.Zip(ends[1..], (low, high) => $"{Text(column, low)} – {Text(column, high)}")];
        return Group(column, labels, row => RangeOf(column.Values[row], edges));
    }

    private static int RangeOf(double value, double[] edges)
    {
        if (double.IsNaN(value))
        {
            return -1;
        }

        var range = 0;
        while (range < edges.Length && value >= edges[range])
        {
            range++;
        }

        return range;
    }

    private static List<double> Distinct(double[] sorted, int most)
    {
        var distinct = new List<double>();
        foreach (var value in sorted)
        {
            if (distinct.Count == 0 || distinct[^1] != value)
            {
                distinct.Add(value);
            }

            if (distinct.Count == most)
            {
                break;
            }
        }

        return distinct;
    }

    private static List<Segment> Group(Column column, List<string> labels, Func<int, int> groupOf)
    {
        var rows = labels.Select(_ => new List<int>()).ToArray();
        var missing = new List<int>();
        for (var row = 0; row < column.Length; row++)
        {
            var group = groupOf(row);
            (group < 0 ? missing : rows[group]).Add(row);
        }

        List<Segment> segments = [.. labels.Select((label, i) => new Segment(column.Name, label, [.. rows[i]]))];
        if (missing.Count > 0)
        {
            segments.Add(new Segment(column.Name, null, [.. missing]));
        }

        return segments;
    }

    private static string Text(NumericColumn column, double value) => column.Type switch
    {
        ColumnType.Date => DateText.Format(value),
        ColumnType.Integer => value.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString("G5", CultureInfo.InvariantCulture),
    };
}
