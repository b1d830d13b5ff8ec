using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Adds entries of a run to the caller's transaction. The caller checks them and saves.</summary>
internal static class RunLog
{
    public static RunParameter Parameter(Guid runId, string name, ParameterValue value) =>
        new() { RunId = runId, Name = name, Number = value.Number, Boolean = value.Boolean, Text = value.Text };

    /// <summary>Appends values to their series. The newest by step and time becomes the last of its series.</summary>
    public static async Task AppendAsync(
        WorkbenchDbContext db, Guid runId, IEnumerable<LoggedMetric> metrics, DateTime now, CancellationToken cancellationToken)
    {
        var newest = await db.RunMetrics
            .Where(metric => metric.RunId == runId && metric.IsLast)
            .ToDictionaryAsync(metric => (metric.Name, metric.Split), cancellationToken);
        foreach (var metric in metrics)
        {
            var value = new RunMetric
            {
                RunId = runId,
                Name = metric.Name,
                Split = metric.Split,
                Step = metric.Step,
                At = metric.At ?? now,
                Value = metric.Value,
                Low = metric.Low,
                High = metric.High,
            };
            db.RunMetrics.Add(value);
            var last = newest.GetValueOrDefault((metric.Name, metric.Split));
            if (last is null || (value.Step, value.At).CompareTo((last.Step, last.At)) >= 0)
            {
                last?.IsLast = false;
                value.IsLast = true;
                newest[(metric.Name, metric.Split)] = value;
            }
        }
    }

    public static LoggedMetric Metric(MetricValue value, MetricSplit split) => new(value.Name, value.Value, split, Low: value.Low, High: value.High);

    /// <summary>Adds a stored content as a file of the run, or replaces the file.</summary>
    public static async Task AttachAsync(WorkbenchDbContext db, Guid runId, string path, string digest, string mediaType, CancellationToken cancellationToken)
    {
        var bytes = await db.Contents.Where(content => content.Digest == digest).Select(content => content.Length).SingleAsync(cancellationToken);
        if (await db.RunArtifacts.SingleOrDefaultAsync(artifact => artifact.RunId == runId && artifact.Path == path, cancellationToken) is { } artifact)
        {
            (artifact.Digest, artifact.MediaType, artifact.Bytes) = (digest, mediaType, bytes);
        }
        else
        {
            db.RunArtifacts.Add(new RunArtifact { RunId = runId, Path = path, Digest = digest, MediaType = mediaType, Bytes = bytes });
        }
    }
}
