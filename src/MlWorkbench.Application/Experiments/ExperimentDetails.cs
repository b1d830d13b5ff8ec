using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Contents of the page of an experiment.</summary>
public sealed record ExperimentDetails
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required ExperimentState State { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    /// <summary>The recipe that prepared the columns. Null without a recipe.</summary>
    public required RecipeReference? Recipe { get; init; }

    public required ExperimentSpec Spec { get; init; }

    /// <summary>Null until the search has planned.</summary>
    public required SearchPlan? Plan { get; init; }

    /// <summary>Findings of the finished search.</summary>
    public required IReadOnlyList<Statement> Findings { get; init; }

    public required Statement? Phase { get; init; }

    public required double BudgetSeconds { get; init; }

    public required double SpentSeconds { get; init; }

    public required Guid? BestRunId { get; init; }

    public required string? Reason { get; init; }

    public required bool StopRequested { get; init; }

    /// <summary>The place in the queue. Null unless the experiment waits.</summary>
    public required QueuePlace? Queue { get; init; }

    public required Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? EndedAt { get; init; }

    /// <summary>Best first, then running runs, then runs without a model.</summary>
    public required IReadOnlyList<RunSummary> Runs { get; init; }

    /// <summary>Weight of a run, by its number, in the newest blend. Runs outside of the blend have no entry.</summary>
    public required IReadOnlyDictionary<int, double> BlendWeights { get; init; }

    public bool IsActive => State is ExperimentState.Queued or ExperimentState.Running;

    /// <summary>0 to 1.</summary>
    public double Progress => IsActive ? Math.Min(0.99, SpentSeconds / BudgetSeconds) : 1;

    public RunSummary? Baseline => Runs.FirstOrDefault(run => run.Trainer == TrainerFamilies.Baseline);

    public RunSummary? Best => Runs.FirstOrDefault(run => run.Id == BestRunId);
}
