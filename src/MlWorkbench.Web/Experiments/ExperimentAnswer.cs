using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments;

/// <summary>An experiment in an API answer.</summary>
/// <param name="Recipe">Name and version of the recipe: <c>prepare:2</c>. Null if no recipe was used.</param>
/// <param name="Progress">0 to 1.</param>
internal sealed record ExperimentAnswer(
    Guid Id,
    string Name,
    ExperimentState State,
    string Dataset,
    int DatasetVersion,
    string Target,
    string? Recipe,
    PlanAnswer? Plan,
    IReadOnlyList<string> Findings,
    double Progress,
    string? Phase,
    double BudgetSeconds,
    double ElapsedSeconds,
    int? QueuePosition,
    Guid? BestRunId,
    string? Reason,
    string CreatedBy,
    DateTime CreatedAt,
    DateTime? EndedAt,
    IReadOnlyList<ExperimentAnswer.Run> Runs)
{
    public static ExperimentAnswer Of(ExperimentDetails experiment) => new(
        experiment.Id,
        experiment.Name,
        experiment.State,
        experiment.Dataset,
        experiment.DatasetVersion,
        experiment.Spec.Target,
        experiment.Recipe?.ToString(),
        experiment.Plan is null ? null : PlanAnswer.Of(experiment.Plan),
        [.. experiment.Findings.Select(SearchText.Of)],
        experiment.Progress,
        experiment.Phase is null ? null : SearchText.Of(experiment.Phase),
        experiment.BudgetSeconds,
        experiment.SpentSeconds,
        experiment.Queue?.Position,
        experiment.BestRunId,
        experiment.Reason,
        experiment.CreatedByName,
        experiment.CreatedAt,
        experiment.EndedAt,
        [.. experiment.Runs.Select(Run.Of)]);

    /// <summary>A row of the leaderboard.</summary>
    internal sealed record Run(
        Guid Id,
        int Number,
        string Trainer,
        string Title,
        RunState State,
        MetricAnswer? Validation,
        MetricAnswer? Test,
        double Seconds,
        string? Reason,
        string? ReasonCode)
    {
        public static Run Of(RunSummary run) => new(
            run.Id,
            run.Number,
            run.Trainer,
            run.Title,
            run.State,
            MetricAnswer.Of(run.Validation),
            MetricAnswer.Of(run.Test),
            run.Seconds,
            ExperimentText.Reason(run),
            run.Reason?.Code);
    }
}
