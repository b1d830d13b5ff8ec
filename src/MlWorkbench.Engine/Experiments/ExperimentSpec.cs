using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Request of an AutoML experiment. The search decides on omitted settings, and reports its decisions with reasons.</summary>
public sealed record ExperimentSpec
{
    /// <summary>Column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>Task. If null, it is inferred from the target.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>Name of the metric to optimise (see <c>Metrics</c>). If null, it is ROC AUC, log loss or RMSE by task.</summary>
    public string? Metric { get; init; }

    /// <summary>Positive class of binary tasks. If null, it is the rarer class, or the one spelled yes, true or 1.</summary>
    public string? PositiveClass { get; init; }

    /// <summary>Wall time for the whole search, including evaluation.</summary>
    public double BudgetSeconds { get; init; } = 60;

    /// <summary>Stop after this many runs. With a seed, this makes a search repeatable.</summary>
    public int? MaxRuns { get; init; }

    public ValidationSpec? Validation { get; init; }

    /// <summary>Columns to exclude.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>Divisions of the rows to evaluate. If null, the search proposes the levels of columns.</summary>
    public IReadOnlyList<NamedSegment>? Segments { get; init; }

    /// <summary>Trainer families to use. If null, all. See <see cref="TrainerFamilies"/>.</summary>
    public IReadOnlyList<string>? Trainers { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Number of threads for training.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Limits of a model. If null, there are no limits.</summary>
    public ModelLimits? Limits { get; init; }

    /// <summary>Prepares the columns before the search derives features from them. If null, the columns are used unchanged.</summary>
    public RecipeDefinition? Recipe { get; init; }
}
