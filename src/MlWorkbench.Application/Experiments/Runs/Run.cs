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

    public required string Trainer { get; init; }

    public required string Title { get; set; }

    public RunState State { get; set; }

    /// <summary>JSON: the engine's <c>RunResult</c>. Null while the run trains.</summary>
    public string? Result { get; set; }

    /// <summary>The search metric on validation rows: its name, value and 95 % interval.</summary>
    public string? Metric { get; set; }

    public double? ValidationValue { get; set; }

    public double? ValidationLow { get; set; }

    public double? ValidationHigh { get; set; }

    public double? TestValue { get; set; }

    public double? TestLow { get; set; }

    public double? TestHigh { get; set; }

    /// <summary>JSON: the engine's <c>SegmentMetric</c> of the worst segment with enough rows.</summary>
    public string? WorstSegment { get; set; }

    public double Seconds { get; set; }

    /// <summary>Search time of the experiment at the end of the run: its place on the chart of the best run so far.</summary>
    public double? EndedAtSearchSeconds { get; set; }

    public string? Reason { get; set; }

    /// <summary>Digest of the model package in the content store.</summary>
    public string? PackageDigest { get; set; }

    /// <summary>Digest of the out-of-fold predictions in the content store.</summary>
    public string? OutOfFoldDigest { get; set; }

    /// <summary>Digest of the test rows' predictions in the content store. Null before the evaluation, without a test split, and in old runs.</summary>
    public string? TestDigest { get; set; }

    public DateTime StartedAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public Evaluations.Evaluation? Evaluation { get; set; }
}
