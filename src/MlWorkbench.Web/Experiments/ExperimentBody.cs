using MlWorkbench.Application;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Experiments;

/// <summary>The body of a request that starts an experiment.</summary>
internal sealed record ExperimentBody(
    string? Dataset,
    int? Version,
    string? Target,
    string? Task,
    string? Metric,
    string? PositiveClass,
    double? BudgetSeconds,
    int? MaxRuns,
    ValidationSpec? Validation,
    IReadOnlyList<string>? Exclude,
    IReadOnlyList<string>? Segments,
    IReadOnlyList<string>? Trainers,
    string? Recipe,
    int? Seed,
    ModelLimits? Limits,
    string? Name)
{
    public ExperimentRequest ToRequest()
    {
        if (string.IsNullOrWhiteSpace(Dataset))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "dataset_missing", "The body has no 'dataset'. Add the name of the dataset to train on.");
        }

        if (string.IsNullOrEmpty(Target))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "target_missing", "The body has no 'target'. Add the name of the column to predict.");
        }

        var defaults = new ExperimentSpec(Target);
        return new ExperimentRequest(Dataset, Version, new ExperimentSpec(
            Target,
            ParseTask(Task),
            Metric,
            PositiveClass,
            BudgetSeconds ?? defaults.BudgetSeconds,
            MaxRuns,
            Validation,
            Exclude,
            Segments?.Select(NamedSegment.OfColumn).ToList(),
            Trainers,
            Seed ?? defaults.Seed,
            Limits: Limits), Name, Recipe is null ? null : RecipeReference.Parse(Recipe));
    }

    private static ModelTask? ParseTask(string? task)
    {
        if (task is null)
        {
            return null;
        }

        return TaskDefinitions.Find(task)?.Task
            ?? throw WorkbenchException.Invalid("task_unknown", $"The task '{task}' is not supported. Use {TaskDefinitions.Names}, or omit the task to infer it.");
    }
}
