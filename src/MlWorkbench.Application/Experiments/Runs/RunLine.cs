using System.Linq.Expressions;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The columns of a run that lists read, without its large JSON.</summary>
internal sealed record RunLine(
    Guid Id,
    Guid ExperimentId,
    int Number,
    string Trainer,
    string Title,
    RunState State,
    string? Metric,
    double? ValidationValue,
    double? ValidationLow,
    double? ValidationHigh,
    double? TestValue,
    double? TestLow,
    double? TestHigh,
    string? WorstSegment,
    double Seconds,
    double? EndedAtSearchSeconds,
    string? Reason,
    bool HasModel)
{
    public static Expression<Func<Run, RunLine>> Projection { get; } = run => new RunLine(
        run.Id,
        run.ExperimentId,
        run.Number,
        run.Trainer,
        run.Title,
        run.State,
        run.Metric,
        run.ValidationValue,
        run.ValidationLow,
        run.ValidationHigh,
        run.TestValue,
        run.TestLow,
        run.TestHigh,
        run.WorstSegment,
        run.Seconds,
        run.EndedAtSearchSeconds,
        run.Reason,
        run.PackageDigest != null);

    private static readonly Func<Run, RunLine> Project = Projection.Compile();

    public static RunLine Of(Run run) => Project(run);

    public RunSummary ToSummary() => new(
        Id,
        Number,
        Trainer,
        Title,
        State,
        MetricOf(Metric, ValidationValue, ValidationLow, ValidationHigh),
        MetricOf(Metric, TestValue, TestLow, TestHigh),
        ExperimentJson.ReadSegment(WorstSegment),
        Seconds,
        EndedAtSearchSeconds,
        Reason,
        HasModel);

    /// <summary>A metric stored in columns. The table of metrics has its direction.</summary>
    public static MetricValue? MetricOf(string? name, double? value, double? low, double? high) =>
        name is null || value is null ? null : new MetricValue(name, value.Value, low, high, Metrics.All.First(metric => metric.Name == name).HigherIsBetter);
}
