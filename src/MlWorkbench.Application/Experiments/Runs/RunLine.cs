using System.Linq.Expressions;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The columns of a run that lists read, and its search metric: one query for all runs.</summary>
internal sealed record RunLine
{
    public required Guid Id { get; init; }

    public required Guid ExperimentId { get; init; }

    public required int Number { get; init; }

    public required string Trainer { get; init; }

    public required string Title { get; init; }

    public required RunState State { get; init; }

    public required string? WorstSegment { get; init; }

    public required double Seconds { get; init; }

    public required double? EndedAtSearchSeconds { get; init; }

    public required Statement? Reason { get; init; }

    public required bool HasModel { get; init; }

    /// <summary>The search metric on validation rows and on the test split.</summary>
    public required IReadOnlyList<RunMetric> Metrics { get; init; }

    public static Expression<Func<Run, RunLine>> Projection { get; } = run => new RunLine
    {
        Id = run.Id,
        ExperimentId = run.ExperimentId,
        Number = run.Number,
        Trainer = run.Trainer,
        Title = run.Title,
        State = run.State,
        WorstSegment = run.WorstSegment,
        Seconds = run.Seconds,
        EndedAtSearchSeconds = run.EndedAtSearchSeconds,
        Reason = run.Reason,
        HasModel = run.Artifacts.Any(artifact => artifact.Path == SearchProtocol.ModelFile),
        Metrics = run.Metrics
            .Where(metric => metric.IsLast && metric.Name == run.Metric && (metric.Split == MetricSplit.Validation || metric.Split == MetricSplit.Test))
            .ToList(),
    };

    private static readonly Func<Run, RunLine> Project = Projection.Compile();

    public static RunLine Of(Run run) => Project(run);

    public RunSummary ToSummary() => new()
    {
        Id = Id,
        Number = Number,
        Trainer = Trainer,
        Title = Title,
        State = State,
        Validation = On(MetricSplit.Validation),
        Test = On(MetricSplit.Test),
        Worst = ExperimentJson.ReadSegment(WorstSegment),
        Seconds = Seconds,
        EndedAtSearchSeconds = EndedAtSearchSeconds,
        Reason = Reason,
        HasModel = HasModel,
    };

    private MetricValue? On(MetricSplit split) => Metrics.FirstOrDefault(metric => metric.Split == split)?.ToValue();
}
