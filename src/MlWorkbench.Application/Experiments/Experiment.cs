using MlWorkbench.Application.Experiments.Runs;

namespace MlWorkbench.Application.Experiments;

internal sealed class Experiment
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public required string Name { get; set; }

    public Guid DatasetVersionId { get; init; }

    public Datasets.DatasetVersion? DatasetVersion { get; init; }

    /// <summary>What prepares the columns; the spec holds its steps. Null where nothing does.</summary>
    public Guid? RecipeVersionId { get; init; }

    public Recipes.RecipeVersion? RecipeVersion { get; init; }

    /// <summary>JSON: the engine's <c>ExperimentSpec</c> as asked for.</summary>
    public required string Spec { get; init; }

    /// <summary>JSON: the engine's <c>SearchPlan</c>; null until the search has planned.</summary>
    public string? Plan { get; set; }

    /// <summary>JSON: sentences of the finished search.</summary>
    public string? Findings { get; set; }

    public ExperimentState State { get; set; }

    /// <summary>What the search does now, in a sentence.</summary>
    public string? Phase { get; set; }

    public double BudgetSeconds { get; set; }

    /// <summary>Search time used so far over all attempts; written every second, so that a crash keeps the rest of the budget.</summary>
    public double SpentSeconds { get; set; }

    /// <summary>The best so far by validation while it runs, the winner at its end.</summary>
    public Guid? BestRunId { get; set; }

    public string? Reason { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public List<Run> Runs { get; } = [];
}
