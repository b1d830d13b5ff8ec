using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>Conditions that a row must all meet, checked against the columns of a table. A missing value meets only <c>is missing</c>.</summary>
public sealed class RowFilter
{
    private const int MostConditions = 20;

    private readonly IReadOnlyList<ColumnMatcher> _matchers;

    private RowFilter(IReadOnlyList<ColumnMatcher> matchers) => _matchers = matchers;

    /// <summary>The columns that a batch must contain.</summary>
    public IReadOnlyCollection<string> Columns => [.. _matchers.Select(matcher => matcher.Column).Distinct(StringComparer.Ordinal)];

    /// <param name="columns">The columns of the table.</param>
    /// <exception cref="EngineException">A condition refers to an unknown column, or its value or operator does not match the type of the column.</exception>
    public static RowFilter Create(IReadOnlyList<RowCondition> conditions, IEnumerable<(string Name, ColumnType Type)> columns)
    {
        if (conditions.Count > MostConditions)
        {
            throw new EngineException("filter_invalid", $"A filter has at most {MostConditions} conditions.");
        }

        var types = columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        return new RowFilter([.. conditions.Select(condition => types.TryGetValue(condition.Column, out var type)
            ? ColumnMatcher.Create(condition, type)
            : throw new EngineException(
                "unknown_column",
                $"The dataset has no column '{condition.Column}'. Names are case-sensitive. Put a name with marks such as = or < in double quotes.",
                column: condition.Column))]);
    }

    /// <summary>The rows of the batch that meet all conditions, in ascending order.</summary>
    public int[] Matching(Table batch)
    {
        var keep = new bool[batch.RowCount];
        Array.Fill(keep, true);
        foreach (var matcher in _matchers)
        {
            matcher.Narrow(batch[matcher.Column], keep);
        }

        var rows = new int[keep.AsSpan().Count(true)];
        for (int row = 0, count = 0; count < rows.Length; row++)
        {
            rows[count] = row;
            count += keep[row] ? 1 : 0;
        }

        return rows;
    }
}
