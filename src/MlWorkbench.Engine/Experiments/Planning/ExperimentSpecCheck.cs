using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Checks of a request that need only the names and types of the columns. The server makes them before it queues a search, and a search before it starts.</summary>
public static class ExperimentSpecCheck
{
    /// <exception cref="EngineException">The request does not fit the columns. The message names the change to make.</exception>
    public static void Require(ExperimentSpec spec, IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        var byName = columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        RequireColumn(byName, spec.Target, "target");
        if (spec.MaxRuns is < 1)
        {
            throw new EngineException("max_runs_out_of_range", $"The number of runs is {spec.MaxRuns}; it must be at least 1.");
        }

        RequireExcluded(spec, byName);
        RequireSegments(spec, byName);
        RequireTrainers(spec);
        spec.Limits?.Check(spec.Trainers);
        RequireRecipe(spec, columns);
        if (spec.Validation is { } validation)
        {
            RequireValidation(validation, spec, byName);
        }
    }

    /// <summary>Checks that depend on the task, once it is known.</summary>
    /// <exception cref="EngineException">The metric or the positive class does not belong to the task.</exception>
    public static void RequireTask(ExperimentSpec spec, ModelTask task)
    {
        if (spec.Metric is not null)
        {
            Metrics.Get(task, spec.Metric);
        }

        if (spec.PositiveClass is not null && !OutputShape.Of(task).HasPositiveClass)
        {
            throw new EngineException("positive_class_unused",
                $"A positive class belongs to a binary task, and this task is {TaskDefinitions.Of(task).Name}. Remove the positive class.");
        }
    }

    private static void RequireRecipe(ExperimentSpec spec, IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        if (spec.Recipe is not { } recipe)
        {
            return;
        }

        var exclude = spec.Exclude ?? [];
        RecipeCheck.Require(recipe, [.. columns.Where(column => !exclude.Contains(column.Name))], spec.Target);
    }

    private static void RequireExcluded(ExperimentSpec spec, Dictionary<string, ColumnType> columns)
    {
        var excluded = (spec.Exclude ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var name in excluded)
        {
            RequireColumn(columns, name, "excluded");
        }

        if (excluded.Contains(spec.Target))
        {
            throw new EngineException("target_excluded", $"The column '{spec.Target}' is the target and cannot be excluded.", column: spec.Target);
        }

        if (columns.Keys.All(name => name == spec.Target || excluded.Contains(name)))
        {
            throw new EngineException("no_features", $"No column is left to train on except the target '{spec.Target}'. Exclude fewer columns.");
        }
    }

    private static void RequireSegments(ExperimentSpec spec, Dictionary<string, ColumnType> columns)
    {
        var segments = spec.Segments ?? [];
        if (segments.GroupBy(segment => segment.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new EngineException("segment_repeated", $"The segment '{twice.Key}' is listed twice. Remove one.", column: twice.Key);
        }

        foreach (var segment in segments)
        {
            segment.Definition.Check(columns);
            if (segment.Definition.Columns.Contains(spec.Target))
            {
                throw new EngineException("segment_is_target",
                    $"The segment '{segment.Name}' uses the target. Metrics per value of the target are not informative. Choose another segment.", column: segment.Name);
            }
        }
    }

    private static void RequireTrainers(ExperimentSpec spec)
    {
        foreach (var name in spec.Trainers ?? [])
        {
            if (!TrainerFamilies.Selectable.Contains(name))
            {
                throw new EngineException("trainer_unknown", $"'{name}' is not a trainer. Use one or more of: {string.Join(", ", TrainerFamilies.Selectable)}.");
            }
        }
    }

    private static void RequireValidation(ValidationSpec validation, ExperimentSpec spec, Dictionary<string, ColumnType> columns)
    {
        if (validation.Folds is < 2 or > 20)
        {
            throw new EngineException("folds_out_of_range", $"The number of folds is {validation.Folds}; it must be from 2 to 20.");
        }

        if (validation.TestFraction is { } fraction && !(fraction is >= 0 and <= 0.5))
        {
            throw new EngineException("test_fraction_out_of_range", string.Create(CultureInfo.InvariantCulture,
                $"The test fraction is {fraction}; it must be from 0 to 0.5."));
        }

        if (validation.Kind is not (ValidationKind.Time or ValidationKind.Group))
        {
            return;
        }

        var kind = validation.Kind == ValidationKind.Time ? "time" : "group";
        if (string.IsNullOrEmpty(validation.Column))
        {
            throw new EngineException("validation_column_missing", $"Validation by {kind} needs a column. Name the {kind} column.");
        }

        var type = RequireColumn(columns, validation.Column, kind);
        if (validation.Column == spec.Target)
        {
            throw new EngineException("validation_column_is_target", $"The {kind} column cannot be the target '{spec.Target}'. Choose another column.", column: spec.Target);
        }

        if (validation.Kind == ValidationKind.Time && type is not (ColumnType.Date or ColumnType.Integer or ColumnType.Number))
        {
            throw new EngineException("time_column_invalid",
                $"The time column '{validation.Column}' holds {type.ToString().ToLowerInvariant()} values, which have no order in time. " +
                "Choose a column of dates or numbers.", column: validation.Column);
        }
    }

    private static ColumnType RequireColumn(Dictionary<string, ColumnType> columns, string name, string role) =>
        columns.TryGetValue(name ?? "", out var type)
            ? type
            : throw new EngineException("unknown_column", $"The {role} column '{name}' is not in the data, which has {columns.Count} columns.", column: name);
}
