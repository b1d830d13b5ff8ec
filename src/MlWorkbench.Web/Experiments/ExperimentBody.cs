using MlWorkbench.Application;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Experiments;

/// <summary>The body of a request that starts an experiment.</summary>
internal sealed record ExperimentBody
{
    public string? Dataset { get; init; }

    public int? Version { get; init; }

    public string? Target { get; init; }

    public string? Task { get; init; }

    public string? Metric { get; init; }

    public string? PositiveClass { get; init; }

    public double? BudgetSeconds { get; init; }

    public int? MaxRuns { get; init; }

    public ValidationSpec? Validation { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    public IReadOnlyList<string>? Segments { get; init; }

    public IReadOnlyList<string>? Trainers { get; init; }

    public string? Recipe { get; init; }

    public int? Seed { get; init; }

    public ModelLimits? Limits { get; init; }

    public string? Name { get; init; }

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

        var defaults = new ExperimentSpec { Target = Target };
        return new ExperimentRequest(Dataset, Version, new ExperimentSpec
        {
            Target = Target,
            Task = ParseTask(Task),
            Metric = Metric,
            PositiveClass = PositiveClass,
            BudgetSeconds = BudgetSeconds ?? defaults.BudgetSeconds,
            MaxRuns = MaxRuns,
            Validation = Validation,
            Exclude = Exclude,
            Segments = Segments?.Select(NamedSegment.OfColumn).ToList(),
            Trainers = Trainers,
            Seed = Seed ?? defaults.Seed,
            Limits = Limits,
        }, Name, Recipe is null ? null : RecipeReference.Parse(Recipe));
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
