using System.Globalization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>What lag and rolling steps share: the history of the training rows that both look back into.</summary>
internal static class Past
{
    /// <summary>Most training rows whose values a step keeps: 16 bytes each in every model package.</summary>
    public const int MaxRows = 1_000_000;

    public static string Suffix(string? group) => group is null ? "" : $" by {group}";

    public static string Name(HistoryMeasure measure) => measure switch
    {
        HistoryMeasure.Minimum => "min",
        HistoryMeasure.Maximum => "max",
        _ => measure.ToString().ToLowerInvariant(),
    };

    public static void Check(RecipeColumns columns, string column, string time, string? group, double gap)
    {
        columns.RequirePast(column, time);
        if (group is not null)
        {
            columns.Require(group, ColumnUse.Levels);
        }

        if (!(gap is >= 0 and <= 1e9))
        {
            throw new EngineException("recipe_step", "The gap must be 0 or more.", column: column);
        }
    }

    /// <summary>Rows without a time, a group or a value are no part of the history. Equal times keep the order of the rows.</summary>
    public static HistoryStep Fit(TrainingRows rows, string column, string time, string? group, double gap, IReadOnlyList<HistoryColumn> columns)
    {
        var (values, times) = (rows.Past(column).Values, rows.Numbers(time));
        var groups = group is null ? null : rows.Levels(group);
        int[] order =
        [
            .. Enumerable.Range(0, values.Length)
                .Where(row => double.IsFinite(values[row]) && double.IsFinite(times.Values[row]) && groups?.Codes[row] is null or >= 0)
                .OrderBy(row => groups?.Codes[row] ?? 0).ThenBy(row => times.Values[row]),
        ];
        if (order.Length > MaxRows)
        {
            throw new EngineException(
                "recipe_history_too_long",
                string.Create(CultureInfo.InvariantCulture, $"{order.Length:N0} training rows have a value of '{column}'; a step that looks back keeps at most {MaxRows:N0}. Train on a sample or on the latest rows."),
                column: column);
        }

        var levels = new List<string>();
        var starts = new List<int>();
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || (groups is not null && groups.Codes[order[i]] != groups.Codes[order[i - 1]]))
            {
                levels.Add(groups?.TextAt(order[i]) ?? "");
                starts.Add(i);
            }
        }

        if (groups is null && levels.Count == 0)
        {
            levels.Add("");
            starts.Add(0);
        }

        starts.Add(order.Length);
        return new HistoryStep(
            time,
            group,
            times.Type == ColumnType.Date ? gap * DateText.SecondsPerDay : gap,
            levels,
            [.. starts],
            Array.ConvertAll(order, row => times.Values[row]),
            Array.ConvertAll(order, row => values[row]),
            columns);
    }
}
