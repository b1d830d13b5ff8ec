using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>A run in an API answer.</summary>
internal sealed record RunAnswer(
    Guid Id,
    Guid ExperimentId,
    int Number,
    string Trainer,
    string Title,
    RunState State,
    bool IsBest,
    string Dataset,
    int DatasetVersion,
    string Target,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<double> FoldValues,
    IReadOnlyList<RunMember> Members,
    MetricAnswer? SearchMetric,
    SplitAnswer? Validation,
    SplitAnswer? Test,
    IReadOnlyList<FeatureImportance> Importance,
    double Seconds,
    string? Reason,
    string? ReasonCode,
    DateTime StartedAt,
    DateTime? EndedAt)
{
    public static RunAnswer Of(RunDetails run) => new(
        run.Summary.Id,
        run.ExperimentId,
        run.Summary.Number,
        run.Summary.Trainer,
        run.Summary.Title,
        run.Summary.State,
        run.IsBest,
        run.Dataset,
        run.DatasetVersion,
        run.Target,
        (run.Result?.Parameters ?? new Dictionary<string, ParameterValue>()).ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString()),
        run.Result?.FoldValues ?? [],
        run.Members,
        MetricAnswer.Of(run.Summary.Validation),
        SplitAnswer.Of(run.Evaluation?.Validation),
        SplitAnswer.Of(run.Evaluation?.Test),
        run.Evaluation?.Importance ?? [],
        run.Summary.Seconds,
        ExperimentText.Reason(run.Summary),
        run.Summary.Reason?.Code,
        run.StartedAt,
        run.EndedAt);
}
