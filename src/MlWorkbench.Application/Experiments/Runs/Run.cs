using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>One attempt to train one model.</summary>
internal sealed class Run
{
    public Guid Id { get; init; }

    public Guid ExperimentId { get; init; }

    public Experiment? Experiment { get; init; }

    /// <summary>1, 2, 3 … within the experiment.</summary>
    public int Number { get; init; }

    /// <summary>Family of the model. Empty if another program logged the run without one.</summary>
    public required string Trainer { get; init; }

    public required string Title { get; set; }

    public RunState State { get; set; }

    /// <summary>Name of the search metric. Null while the run trains, and without a model.</summary>
    public string? Metric { get; set; }

    /// <summary>JSON: the engine's <c>EnsembleMember</c>s. Null unless the run is a blend.</summary>
    public string? Members { get; set; }

    /// <summary>JSON: the engine's <c>SegmentMetric</c> of the worst segment with enough rows.</summary>
    public string? WorstSegment { get; set; }

    public double Seconds { get; set; }

    /// <summary>Search time of the experiment at the end of the run: its place on the chart of the best run so far.</summary>
    public double? EndedAtSearchSeconds { get; set; }

    public Statement? Reason { get; set; }

    public DateTime StartedAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public List<RunParameter> Parameters { get; } = [];

    public List<RunMetric> Metrics { get; } = [];

    public List<RunTag> Tags { get; } = [];

    public List<RunArtifact> Artifacts { get; } = [];

    /// <summary>Digest of a loaded artifact. Null if the run has no such artifact.</summary>
    public string? FindDigest(string path) => Artifacts.Find(artifact => artifact.Path == path)?.Digest;

    /// <summary>The result as the engine knows it, from the loaded rows of <see cref="RunQueries.WithResult"/>. Null while the run trains.</summary>
    public RunResult? ToResult() => State == RunState.Running ? null : new RunResult
    {
        Number = Number,
        Trainer = Trainer,
        Title = Title,
        State = State,
        Parameters = Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
        Validation = Metrics.Find(metric => metric is { IsLast: true, Split: MetricSplit.Validation } && metric.Name == Metric)?.ToValue(),
        FoldValues = [.. Metrics.Where(metric => metric.Split == MetricSplit.Folds).OrderBy(metric => metric.Step).Select(metric => metric.Value)],
        Seconds = Seconds,
        Members = ExperimentJson.ReadMembers(Members),
        Reason = Reason,
        MicrosecondsPerRow = Metrics.Find(metric => metric is { IsLast: true, Name: RunMetric.MicrosecondsPerRow })?.Value,
    };
}
