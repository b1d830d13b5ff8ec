using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlWorkbench.Application.Jobs;

/// <summary>Counts the starts and ends of jobs, and measures their durations.</summary>
public sealed class JobMeter
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _returned;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;

    public JobMeter(IMeterFactory meters)
    {
        var meter = meters.Create(WorkbenchTelemetry.Name);
        _started = meter.CreateCounter<long>("mlworkbench.jobs.started", "{job}", "Attempts of jobs that started.");
        _returned = meter.CreateCounter<long>(
            "mlworkbench.jobs.returned", "{job}", "Attempts that returned to the queue, because their process stopped or was killed.");
        _ended = meter.CreateCounter<long>("mlworkbench.jobs.ended", "{job}", "Jobs that ended.");
        _duration = meter.CreateHistogram(
            "mlworkbench.job.duration",
            "s",
            "Time from the first start of a job to its end.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400] });
    }

    /// <summary>Call it after the commit of each change of a job's state.</summary>
    internal void Note(JobRun job)
    {
        var kind = KeyValuePair.Create("kind", (object?)job.Kind);
        switch (job.State)
        {
            case JobState.Running:
                _started.Add(1, kind);
                break;
            case JobState.Queued:
                _returned.Add(1, kind);
                break;
            default:
                NoteEnd(job, kind);
                break;
        }
    }

    private void NoteEnd(JobRun job, KeyValuePair<string, object?> kind)
    {
        var outcome = KeyValuePair.Create(WorkbenchTelemetry.Outcome, (object?)WorkbenchTelemetry.WordOf(job.State));
        _ended.Add(1, kind, outcome);
        if (job is { StartedAt: { } start, EndedAt: { } end })
        {
            _duration.Record((end - start).TotalSeconds, kind, outcome);
        }

        if (Activity.Current is { Source.Name: WorkbenchTelemetry.Name } span)
        {
            span.SetTag(outcome.Key, outcome.Value).SetStatus(job.State == JobState.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        }
    }
}
