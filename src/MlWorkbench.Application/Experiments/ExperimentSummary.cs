using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Experiments;

/// <summary>An experiment in a list.</summary>
/// <param name="Best">The validation value of the best run so far.</param>
/// <param name="Runs">Number of ended runs.</param>
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
