using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>A run in an API answer.</summary>
internal sealed record RunAnswer
{
    public required Guid Id { get; init; }

    public required Guid ExperimentId { get; init; }

    public required int Number { get; init; }

    public required string Trainer { get; init; }

    public required string Title { get; init; }

    public required RunState State { get; init; }

    public required bool IsBest { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required IReadOnlyList<double> FoldValues { get; init; }

    public required IReadOnlyList<RunMember> Members { get; init; }

    public required MetricAnswer? SearchMetric { get; init; }

    public required SplitAnswer? Validation { get; init; }

    public required SplitAnswer? Test { get; init; }

    public required IReadOnlyList<FeatureImportance> Importance { get; init; }

    public required double Seconds { get; init; }

    public required string? Reason { get; init; }

    public required string? ReasonCode { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime? EndedAt { get; init; }

    public static RunAnswer Of(RunDetails run) => new()
    {
        Id = run.Summary.Id,
        ExperimentId = run.ExperimentId,
        Number = run.Summary.Number,
        Trainer = run.Summary.Trainer,
        Title = run.Summary.Title,
        State = run.Summary.State,
        IsBest = run.IsBest,
        Dataset = run.Dataset,
        DatasetVersion = run.DatasetVersion,
        Target = run.Target,
        Parameters = (run.Result?.Parameters ?? new Dictionary<string, ParameterValue>()).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString()),
        FoldValues = run.Result?.FoldValues ?? [],
        Members = run.Members,
        SearchMetric = MetricAnswer.Of(run.Summary.Validation),
        Validation = SplitAnswer.Of(run.Evaluation?.Validation),
        Test = SplitAnswer.Of(run.Evaluation?.Test),
        Importance = run.Evaluation?.Importance ?? [],
        Seconds = run.Summary.Seconds,
        Reason = ExperimentText.Reason(run.Summary),
        ReasonCode = run.Summary.Reason?.Code,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
    };
}
