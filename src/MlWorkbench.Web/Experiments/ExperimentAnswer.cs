using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments;

/// <summary>An experiment in an API answer.</summary>
internal sealed record ExperimentAnswer
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required ExperimentState State { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required string Target { get; init; }

    /// <summary>Name and version of the recipe: <c>prepare:2</c>. Null if no recipe was used.</summary>
    public required string? Recipe { get; init; }

    public required PlanAnswer? Plan { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    public required string? Phase { get; init; }

    public required double BudgetSeconds { get; init; }

    public required double ElapsedSeconds { get; init; }

    public required int? QueuePosition { get; init; }

    public required Guid? BestRunId { get; init; }

    public required string? Reason { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? EndedAt { get; init; }

    public required IReadOnlyList<ExperimentAnswer.Run> Runs { get; init; }

    public static ExperimentAnswer Of(ExperimentDetails experiment) => new()
    {
        Id = experiment.Id,
        Name = experiment.Name,
        State = experiment.State,
        Dataset = experiment.Dataset,
        DatasetVersion = experiment.DatasetVersion,
        Target = experiment.Spec.Target,
        Recipe = experiment.Recipe?.ToString(),
        Plan = experiment.Plan is null ? null : PlanAnswer.Of(experiment.Plan),
        Findings = [.. experiment.Findings.Select(SearchText.Of)],
        Progress = experiment.Progress,
        Phase = experiment.Phase is null ? null : SearchText.Of(experiment.Phase),
        BudgetSeconds = experiment.BudgetSeconds,
        ElapsedSeconds = experiment.SpentSeconds,
        QueuePosition = experiment.Queue?.Position,
        BestRunId = experiment.BestRunId,
        Reason = experiment.Reason,
        CreatedBy = experiment.CreatedByName,
        CreatedAt = experiment.CreatedAt,
        EndedAt = experiment.EndedAt,
        Runs = [.. experiment.Runs.Select(Run.Of)],
    };

    /// <summary>A row of the leaderboard.</summary>
    internal sealed record Run
    {
        public required Guid Id { get; init; }

        public required int Number { get; init; }

        public required string Trainer { get; init; }

        public required string Title { get; init; }

        public required RunState State { get; init; }

        public required MetricAnswer? Validation { get; init; }

        public required MetricAnswer? Test { get; init; }

        public required double Seconds { get; init; }

        public required string? Reason { get; init; }

        public required string? ReasonCode { get; init; }

        public static Run Of(RunSummary run) => new()
        {
            Id = run.Id,
            Number = run.Number,
            Trainer = run.Trainer,
            Title = run.Title,
            State = run.State,
            Validation = MetricAnswer.Of(run.Validation),
            Test = MetricAnswer.Of(run.Test),
            Seconds = run.Seconds,
            Reason = ExperimentText.Reason(run),
            ReasonCode = run.Reason?.Code,
        };
    }
}
