using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Contents of the page of an experiment.</summary>
/// <param name="Recipe">The recipe that prepared the columns. Null without a recipe.</param>
/// <param name="Plan">Null until the search has planned.</param>
/// <param name="Findings">Findings of the finished search.</param>
/// <param name="Queue">The place in the queue. Null unless the experiment waits.</param>
/// <param name="Runs">Best first, then running runs, then runs without a model.</param>
/// <param name="BlendWeights">Weight of a run, by its number, in the newest blend. Runs outside of the blend have no entry.</param>
public sealed record ExperimentDetails(
    Guid Id,
    string Name,
    ExperimentState State,
    string Dataset,
    int DatasetVersion,
    RecipeReference? Recipe,
    ExperimentSpec Spec,
    SearchPlan? Plan,
    IReadOnlyList<Statement> Findings,
    Statement? Phase,
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
