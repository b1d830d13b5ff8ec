using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>All that the page of an experiment shows.</summary>
/// <param name="Recipe">What prepared the columns; null where nothing did.</param>
/// <param name="Plan">Null until the search has planned.</param>
/// <param name="Findings">Sentences of the finished search.</param>
/// <param name="Queue">Null unless it waits.</param>
/// <param name="Runs">Best first; then those that train, then those without a model.</param>
/// <param name="BlendWeights">Share of a run, by its number, in the newest blend; runs outside of it are not there.</param>
public sealed record ExperimentDetails(
    Guid Id,
    string Name,
    ExperimentState State,
    string Dataset,
    int DatasetVersion,
    RecipeReference? Recipe,
    ExperimentSpec Spec,
    SearchPlan? Plan,
    IReadOnlyList<string> Findings,
    string? Phase,
    double BudgetSeconds,
    double SpentSeconds,
    Guid? BestRunId,
    string? Reason,
    bool StopRequested,
    QueuePlace? Queue,
    Guid CreatedById,
    string CreatedByName,
    DateTime CreatedAt,
    DateTime? EndedAt,
    IReadOnlyList<RunSummary> Runs,
    IReadOnlyDictionary<int, double> BlendWeights)
{
    public bool IsActive => State is ExperimentState.Queued or ExperimentState.Running;

    /// <summary>0 to 1.</summary>
    public double Progress => IsActive ? Math.Min(0.99, SpentSeconds / BudgetSeconds) : 1;

    public RunSummary? Baseline => Runs.FirstOrDefault(run => run.Trainer == TrainerFamilies.Baseline);

    public RunSummary? Best => Runs.FirstOrDefault(run => run.Id == BestRunId);
}
