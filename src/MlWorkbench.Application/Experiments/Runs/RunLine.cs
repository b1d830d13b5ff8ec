using System.Linq.Expressions;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The columns of a run that lists read, and its search metric: one query for all runs.</summary>
/// <param name="Metrics">The search metric on validation rows and on the test split.</param>
internal sealed record RunLine(
    Guid Id,
    Guid ExperimentId,
    int Number,
    string Trainer,
    string Title,
    RunState State,
    string? WorstSegment,
    double Seconds,
    double? EndedAtSearchSeconds,
    Statement? Reason,
    bool HasModel,
    IReadOnlyList<RunMetric> Metrics)
{
    public static Expression<Func<Run, RunLine>> Projection { get; } = run => new RunLine(
        run.Id,
        run.ExperimentId,
        run.Number,
        run.Trainer,
        run.Title,
        run.State,
        run.WorstSegment,
        run.Seconds,
        run.EndedAtSearchSeconds,
        run.Reason,
        run.Artifacts.Any(artifact => artifact.Path == SearchProtocol.ModelFile),
        run.Metrics
            .Where(metric => metric.IsLast && metric.Name == run.Metric && (metric.Split == MetricSplit.Validation || metric.Split == MetricSplit.Test))
            .ToList());

    private static readonly Func<Run, RunLine> Project = Projection.Compile();

    public static RunLine Of(Run run) => Project(run);

    public RunSummary ToSummary() => new(
        Id,
        Number,
        Trainer,
        Title,
        State,
        On(MetricSplit.Validation),
        On(MetricSplit.Test),
        ExperimentJson.ReadSegment(WorstSegment),
        Seconds,
        EndedAtSearchSeconds,
        Reason,
        HasModel);

    private MetricValue? On(MetricSplit split) => Metrics.FirstOrDefault(metric => metric.Split == split)?.ToValue();
}
