using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Request of an AutoML experiment. The search decides on omitted settings, and reports its decisions with reasons.</summary>
/// <param name="Target">Column to predict.</param>
/// <param name="Task">Task. If null, it is inferred from the target.</param>
/// <param name="Metric">Name of the metric to optimise (see <c>Metrics</c>). If null, it is ROC AUC, log loss or RMSE by task.</param>
/// <param name="PositiveClass">Positive class of binary tasks. If null, it is the rarer class, or the one spelled yes, true or 1.</param>
/// <param name="BudgetSeconds">Wall time for the whole search, including evaluation.</param>
/// <param name="MaxRuns">Stop after this many runs. With a seed, this makes a search repeatable.</param>
/// <param name="Exclude">Columns to exclude.</param>
/// <param name="Segments">Divisions of the rows to evaluate. If null, the search proposes the levels of columns.</param>
/// <param name="Trainers">Trainer families to use. If null, all. See <see cref="TrainerFamilies"/>.</param>
/// <param name="Threads">Number of threads for training.</param>
/// <param name="Limits">Limits of a model. If null, there are no limits.</param>
/// <param name="Recipe">Prepares the columns before the search derives features from them. If null, the columns are used unchanged.</param>
public sealed record ExperimentSpec(
    string Target,
    ModelTask? Task = null,
    string? Metric = null,
    string? PositiveClass = null,
    double BudgetSeconds = 60,
    int? MaxRuns = null,
    ValidationSpec? Validation = null,
    IReadOnlyList<string>? Exclude = null,
    IReadOnlyList<NamedSegment>? Segments = null,
    IReadOnlyList<string>? Trainers = null,
    int Seed = 1,
    int Threads = 2,
    ModelLimits? Limits = null,
    RecipeDefinition? Recipe = null);
