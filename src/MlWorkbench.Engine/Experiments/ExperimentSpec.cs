using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments;

/// <summary>What an AutoML experiment is asked to do. What is left out is decided by the search, which says what it decided and why.</summary>
/// <param name="Target">Column to predict.</param>
/// <param name="Task">Left out: inferred from the target.</param>
/// <param name="Metric">Name of the metric to optimise (see <c>Metrics</c>); left out: ROC AUC, log loss or RMSE by task.</param>
/// <param name="PositiveClass">For binary tasks; left out: the rarer class, or the one spelled yes, true or 1.</param>
/// <param name="BudgetSeconds">Wall time for the whole search, evaluation included.</param>
/// <param name="MaxRuns">Stop after this many runs; with a seed this makes a search repeatable.</param>
/// <param name="Exclude">Columns not to learn from.</param>
/// <param name="Segments">Columns by whose levels metrics are shown; left out: proposed by the search.</param>
/// <param name="Trainers">Trainer families to use; left out: all. See <see cref="TrainerFamilies"/>.</param>
/// <param name="Threads">Threads that training may use.</param>
/// <param name="Limits">What a model may cost; left out: no limits.</param>
/// <param name="Recipe">Prepares the columns before the search makes features of them; left out: they are as the data has them.</param>
public sealed record ExperimentSpec(
    string Target,
    ModelTask? Task = null,
    string? Metric = null,
    string? PositiveClass = null,
    double BudgetSeconds = 60,
    int? MaxRuns = null,
    ValidationSpec? Validation = null,
    IReadOnlyList<string>? Exclude = null,
    IReadOnlyList<string>? Segments = null,
    IReadOnlyList<string>? Trainers = null,
    int Seed = 1,
    int Threads = 2,
    ModelLimits? Limits = null,
    RecipeDefinition? Recipe = null);
