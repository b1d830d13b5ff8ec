using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Experiments;

/// <summary>An experiment in a list.</summary>
/// <param name="Best">The best run's validation value so far.</param>
/// <param name="Runs">Runs that have ended.</param>
public sealed record ExperimentSummary(
    Guid Id,
    string Name,
    ExperimentState State,
    string Dataset,
    int DatasetVersion,
    string Target,
    Guid? BestRunId,
    string? BestTitle,
    MetricValue? Best,
    int Runs,
    double BudgetSeconds,
    double SpentSeconds,
    string? Reason,
    string CreatedByName,
    DateTime CreatedAt,
    DateTime? EndedAt);
