using System.Globalization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Common checks and fitting of the history for lag and rolling steps.</summary>
internal static class Past
{
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
            throw new EngineException("recipe_step", "The gap must be at least 0.", column: column);
        }
    }

    /// <exception cref="EngineException">More training rows have a value than a step stores.</exception>
    public static HistoryStep Fit(TrainingRows rows, string column, string time, string? group, double gap, IReadOnlyList<HistoryColumn> columns)
    {
        var (values, times) = (rows.Past(column), rows.Numbers(time));
        var known = values.Values.Count(double.IsFinite);
        if (known > HistoryStep.MaxRows)
        {
            throw new EngineException(
                "recipe_history_too_long",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{known:N0} training rows have a value of '{column}'; a step that looks back stores at most {HistoryStep.MaxRows:N0}. "
                    + $"Train on a sample or on the latest rows."),
                column: column);
        }

        return HistoryStep
            .Empty(column, time, group, times.Type == ColumnType.Date ? gap * DateText.SecondsPerDay : gap, columns)
            .With(group is null ? [times] : [times, rows.Column(group)], values);
    }
}
