using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Experiments;

internal sealed class Experiment
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public required string Name { get; set; }

    /// <summary>Null if another program logged the runs without naming a version. An experiment with a spec has one.</summary>
    public Guid? DatasetVersionId { get; init; }

    public Datasets.DatasetVersion? DatasetVersion { get; init; }

    /// <summary>The recipe that prepares the columns. The spec holds its steps. Null without a recipe.</summary>
    public Guid? RecipeVersionId { get; init; }

    public Recipes.RecipeVersion? RecipeVersion { get; init; }

    /// <summary>JSON: the engine's <c>ExperimentSpec</c> as requested. Null if another program logged the runs.</summary>
    public string? Spec { get; init; }

    /// <summary>JSON: the engine's <c>SearchPlan</c>. Null until the search has planned.</summary>
    public string? Plan { get; set; }

    /// <summary>JSON: the engine's <c>Statement</c>s of the finished search.</summary>
    public string? Findings { get; set; }

    public ExperimentState State { get; set; }

    /// <summary>The current phase of the search.</summary>
    public Statement? Phase { get; set; }

    public double BudgetSeconds { get; set; }

    /// <summary>Search time used so far over all attempts. Written every second, so that a crash does not lose the remaining budget.</summary>
    public double SpentSeconds { get; set; }

    /// <summary>The best run so far by validation. At the end of the search, the winner.</summary>
    public Guid? BestRunId { get; set; }

    public Statement? Reason { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public List<Run> Runs { get; } = [];
}
