using System.Globalization;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>The rows behind a bar of a profile, as conditions.</summary>
public static class BarConditions
{
    /// <summary>A bin includes its lower edge. The last bin also includes its upper edge.</summary>
    public static IReadOnlyList<RowCondition> OfBin(ColumnProfile profile, int bin)
    {
        var edges = profile.Numbers!.Histogram.Edges;
        var (low, high, isLast) = (edges[bin], edges[bin + 1], bin == edges.Count - 2);
        if (profile.Type == ColumnType.Integer)
        {
            // Bins of whole numbers can have fractional edges. The conditions use whole numbers.
            var (first, last) = (Math.Ceiling(low), isLast ? Math.Floor(high) : Math.Ceiling(high) - 1);
            return first == last
                ? [new RowCondition(profile.Name, ConditionOperator.Equal, Text(first, profile.Type))]
                : Between(profile, first, last, ConditionOperator.LessOrEqual);
        }

        return profile.Numbers.Minimum == profile.Numbers.Maximum
            ? [new RowCondition(profile.Name, ConditionOperator.Equal, Text(profile.Numbers.Minimum, profile.Type))]
            : Between(profile, low, high, isLast ? ConditionOperator.LessOrEqual : ConditionOperator.Less);
    }

    public static RowCondition OfLevel(ColumnProfile profile, ValueCount level) => new(profile.Name, ConditionOperator.Equal, level.Value);

    private static IReadOnlyList<RowCondition> Between(ColumnProfile profile, double low, double high, ConditionOperator below) =>
        [new(profile.Name, ConditionOperator.GreaterOrEqual, Text(low, profile.Type)), new(profile.Name, below, Text(high, profile.Type))];

    private static string Text(double value, ColumnType type) => type == ColumnType.Date ? DateText.Format(value) : value.ToString("R", CultureInfo.InvariantCulture);
}
