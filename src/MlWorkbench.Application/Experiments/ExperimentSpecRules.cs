using System.Globalization;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Experiments;

/// <summary>Checks of a request that need only the columns' schema, before any training. The search checks the values.</summary>
internal static class ExperimentSpecRules
{
    public const double ShortestBudgetSeconds = 1;
    public const double LongestBudgetSeconds = 7 * 24 * 3_600;

    public static void Check(ExperimentSpec spec, IReadOnlyList<ColumnSchema> columns)
    {
        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        RequireColumn(byName, spec.Target, "target");
        CheckBudget(spec.BudgetSeconds);
        if (spec.MaxRuns is < 1)
        {
            throw Invalid("max_runs_out_of_range", $"The number of runs is {spec.MaxRuns}; it must be at least 1.");
        }

        CheckExcluded(spec, byName);
        CheckSegments(spec, byName);
        CheckTrainers(spec);
        spec.Limits?.Check(spec.Trainers);
        CheckRecipe(spec, columns);
        if (spec.Validation is { } validation)
        {
            CheckValidation(validation, spec, byName);
        }
    }

    public static void CheckBudget(double seconds)
    {
        if (!(seconds is >= ShortestBudgetSeconds and <= LongestBudgetSeconds))
        {
            throw Invalid("budget_out_of_range", string.Create(CultureInfo.InvariantCulture,
                $"The time budget is {seconds} s; it must be from {ShortestBudgetSeconds} s to 7 days."));
        }
    }

    /// <summary>Checks that depend on the task, once it is known.</summary>
    public static void CheckTask(ExperimentSpec spec, ModelTask task)
    {
        if (spec.Metric is not null)
        {
            Metrics.Get(task, spec.Metric);
        }

        if (spec.PositiveClass is not null && !OutputShape.Of(task).HasPositiveClass)
        {
            throw Invalid("positive_class_unused",
                $"A positive class belongs to a binary task, and this task is {TaskDefinitions.Of(task).Name}. Remove the positive class.");
        }
    }

    private static void CheckRecipe(ExperimentSpec spec, IReadOnlyList<ColumnSchema> columns)
    {
        if (spec.Recipe is not { } recipe)
        {
            return;
        }

        var exclude = spec.Exclude ?? [];
        RecipeCheck.Require(recipe, [.. columns.Where(column => !exclude.Contains(column.Name)).Select(column => (column.Name, column.Type))], spec.Target);
    }

    private static void CheckExcluded(ExperimentSpec spec, Dictionary<string, ColumnSchema> columns)
    {
        var excluded = (spec.Exclude ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var name in excluded)
        {
            RequireColumn(columns, name, "excluded");
        }

        if (excluded.Contains(spec.Target))
        {
            throw Invalid("target_excluded", $"The column '{spec.Target}' is the target and cannot be excluded.", spec.Target);
        }

        if (columns.Keys.All(name => name == spec.Target || excluded.Contains(name)))
        {
            throw Invalid("no_features", $"No column is left to train on except the target '{spec.Target}'. Exclude fewer columns.");
        }
    }

    private static void CheckSegments(ExperimentSpec spec, Dictionary<string, ColumnSchema> columns)
    {
        foreach (var name in spec.Segments ?? [])
        {
            RequireColumn(columns, name, "segment");
            if (name == spec.Target)
            {
                throw Invalid("segment_is_target",
                    $"The column '{name}' is the target. Metrics per value of the target are not informative. Choose another segment column.", name);
            }
        }
    }

    private static void CheckTrainers(ExperimentSpec spec)
    {
        foreach (var name in spec.Trainers ?? [])
        {
            if (!TrainerFamilies.Selectable.Contains(name))
            {
                throw Invalid("trainer_unknown", $"There is no trainer '{name}'. Use one or more of: {string.Join(", ", TrainerFamilies.Selectable)}.");
            }
        }
    }

    private static void CheckValidation(ValidationSpec validation, ExperimentSpec spec, Dictionary<string, ColumnSchema> columns)
    {
        if (validation.Folds is < 2 or > 20)
        {
            throw Invalid("folds_out_of_range", $"The number of folds is {validation.Folds}; it must be from 2 to 20.");
        }

        if (validation.TestFraction is { } fraction && !(fraction is >= 0 and <= 0.5))
        {
            throw Invalid("test_fraction_out_of_range", string.Create(CultureInfo.InvariantCulture,
                $"The test fraction is {fraction}; it must be from 0 to 0.5."));
        }

        if (validation.Kind is not (ValidationKind.Time or ValidationKind.Group))
        {
            return;
        }

        var kind = validation.Kind == ValidationKind.Time ? "time" : "group";
        if (string.IsNullOrEmpty(validation.Column))
        {
            throw Invalid("validation_column_missing", $"Validation by {kind} needs a column. Name the {kind} column.");
        }

        var column = RequireColumn(columns, validation.Column, kind);
        if (column.Name == spec.Target)
        {
            throw Invalid("validation_column_is_target", $"The {kind} column cannot be the target '{spec.Target}'. Choose another column.", spec.Target);
        }

        if (validation.Kind == ValidationKind.Time && column.Type is not (ColumnType.Date or ColumnType.Integer or ColumnType.Number))
        {
            throw Invalid("time_column_invalid",
                $"The time column '{column.Name}' holds {column.Type.ToString().ToLowerInvariant()} values, which have no order in time. " +
                "Choose a column of dates or numbers.", column.Name);
        }
    }

    private static ColumnSchema RequireColumn(Dictionary<string, ColumnSchema> columns, string name, string role) =>
        columns.TryGetValue(name ?? "", out var column)
            ? column
            : throw Invalid("unknown_column", $"The {role} column '{name}' is not in the data, which has {columns.Count} columns.", name);

    private static WorkbenchException Invalid(string code, string message, string? column = null) => WorkbenchException.Invalid(code, message, column: column);
}
