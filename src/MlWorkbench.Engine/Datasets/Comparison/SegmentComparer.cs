using System.Globalization;
using System.Runtime.InteropServices;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Monitoring.Drift;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Counts the rows of each level of columns with few levels, and the missing values of every column, and reports changed shares.</summary>
/// <remarks>Rows in both tables make the shares more similar than the test assumes, so it is conservative.</remarks>
internal sealed class SegmentComparer(int fromRows, int toRows)
{
    /// <summary>Maximum share of reported segments that are due to chance.</summary>
    private const double FalseDiscoveries = 0.05;

    /// <summary>
    /// In a large table every difference is significant. A difference below one percentage point hardly matters, unless the segment is new or was removed.
    /// </summary>
    private const double SmallestDifference = 0.01;

    // The normal approximation of the z-test requires a minimum of rows of each kind (Cochran 1954).
    private const double FewestExpected = 5;
    private const int MostLevels = 50;
    private const int MostNumbers = 10;
    private const int MostReported = 200;

    private readonly List<(string Column, string? Level, int From, int To)> _segments = [];

    public void Inspect(string column, Column from, Column to)
    {
        Add(column, null, CountMissing(from), CountMissing(to));
        if (CountLevels(from) is { } before && CountLevels(to) is { } after)
        {
            foreach (var level in before.Keys.Union(after.Keys, StringComparer.Ordinal))
            {
                Add(column, level, before.GetValueOrDefault(level), after.GetValueOrDefault(level));
            }
        }
    }

    public SegmentChanges Conclude()
    {
        var adjusted = FalseDiscoveryRate.Adjust([.. _segments.Select(segment => ProportionZTest.PValue(segment.From, fromRows, segment.To, toRows))]);
        var changed = _segments
            .Select((segment, i) => new SegmentChange(segment.Column, segment.Level, segment.From, segment.To, (double)segment.From / fromRows, (double)segment.To / toRows, adjusted[i]))
            .Where(segment => segment.PValue < FalseDiscoveries && (Math.Abs(segment.Difference) >= SmallestDifference || segment.FromRows == 0 || segment.ToRows == 0))
            .OrderByDescending(segment => Math.Abs(segment.Difference))
            .ToList();
        return new SegmentChanges(_segments.Count, changed.Count, [.. changed.Take(MostReported)]);
    }

    private void Add(string column, string? level, int from, int to)
    {
        var share = ((double)from + to) / ((double)fromRows + toRows);
        if (Math.Min(share, 1 - share) * Math.Min(fromRows, toRows) >= FewestExpected)
        {
            _segments.Add((column, level, from, to));
        }
    }

    private static int CountMissing(Column column) => column switch
    {
        NumericColumn numbers => numbers.Values.Count(double.IsNaN),
        CategoricalColumn levels => levels.Codes.Count(code => code < 0),
        _ => 0,
    };

    /// <summary>Null for columns with too many levels for segments.</summary>
    private static Dictionary<string, int>? CountLevels(Column column) => column switch
    {
        NumericColumn { Type: not ColumnType.Date } numbers => CountNumbers(numbers),
        CategoricalColumn { Type: not ColumnType.Text } levels => CountLevels(levels),
        _ => null,
    };

    private static Dictionary<string, int>? CountNumbers(NumericColumn column)
    {
        var counts = new Dictionary<double, int>();
        foreach (var value in column.Values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
            if (counts.Count > MostNumbers)
            {
                return null;
            }
        }

        return counts.ToDictionary(count => count.Key.ToString("R", CultureInfo.InvariantCulture), count => count.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, int>? CountLevels(CategoricalColumn column)
    {
        var counts = new int[column.Levels.Length];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return counts.Count(count => count > 0) > MostLevels
            ? null
            : column.Levels.Zip(counts).Where(level => level.Second > 0).ToDictionary(level => level.First, level => level.Second, StringComparer.Ordinal);
    }
}
