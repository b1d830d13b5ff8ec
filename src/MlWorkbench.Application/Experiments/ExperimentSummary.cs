using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Experiments;

/// <summary>An experiment in a list.</summary>
public sealed record ExperimentSummary
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required ExperimentState State { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required string Target { get; init; }

    public required Guid? BestRunId { get; init; }

    public required string? BestTitle { get; init; }

    /// <summary>The validation value of the best run so far.</summary>
    public required MetricValue? Best { get; init; }

    /// <summary>Number of ended runs.</summary>
    public required int Runs { get; init; }

    public required double BudgetSeconds { get; init; }

    public required double SpentSeconds { get; init; }

    public required string? Reason { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? EndedAt { get; init; }
}
