using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>One value of a run's metric. Values are only appended: those with the same name and split form a series.</summary>
internal sealed class RunMetric
{
    public const int LongestName = 250;

    /// <summary>Time to score one row on the training machine, in microseconds.</summary>
    public const string MicrosecondsPerRow = "microsecondsPerRow";

    /// <summary>Grows in the order of the calls.</summary>
    public long Id { get; init; }

    public Guid RunId { get; init; }

    public required string Name { get; init; }

    public MetricSplit Split { get; init; }

    /// <summary>Position in the series: an epoch, a round or a fold. 0 if there is only one.</summary>
    public long Step { get; init; }

    public DateTime At { get; init; }

    public double Value { get; init; }

    /// <summary>Lower end of the 95 % interval. Null without an interval.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Whether the value is the newest of its series: no other has a later step, or the same step and a later time.</summary>
    public bool IsLast { get; set; }

    public MetricValue ToValue() => new(Name, Value, Low, High, Metrics.All.First(metric => metric.Name == Name).HigherIsBetter);
}
