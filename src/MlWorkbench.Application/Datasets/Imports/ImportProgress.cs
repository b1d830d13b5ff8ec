using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Turns the engine's steps into one progress with the time left.</summary>
internal sealed class ImportProgress(JobContext context, TimeProvider clock)
{
    /// <summary>Earlier than this, the speed is not known.</summary>
    private const double ShareBeforeEstimate = 0.1;

    /// <summary>From this on, the time left is shown in minutes.</summary>
    private const double SecondsShown = 90;

    private static readonly TimeSpan TimeBeforeEstimate = TimeSpan.FromSeconds(3);

    private readonly long _started = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private double _most = -1;

    public void Report(Statement activity) => context.Report(null, activity);

    /// <param name="done">Share of the step, 0 to 1. If null, unknown.</param>
    public void Report(ImportStep step, double? done)
    {
        var (start, share) = step switch
        {
            ImportStep.Inspecting => (0.0, 0.45),
            ImportStep.Writing => (0.45, 0.35),
            _ => (0.8, 0.2),
        };
        var fraction = start + (share * (done ?? 0));
        lock (_gate)
        {
            // A file is opened several times, and the progress never goes back.
            if (fraction > _most)
            {
                _most = fraction;
                context.Report(fraction, Activity(step, done is null ? null : SecondsLeft(fraction)));
            }
        }
    }

    private double? SecondsLeft(double fraction)
    {
        var elapsed = clock.GetElapsedTime(_started);
        return elapsed < TimeBeforeEstimate || fraction < ShareBeforeEstimate ? null : elapsed.TotalSeconds * (1 - fraction) / fraction;
    }

    private static Statement Activity(ImportStep step, double? secondsLeft) => (step, secondsLeft) switch
    {
        (ImportStep.Inspecting, null) => Statement.Of("import_reading"),
        (ImportStep.Inspecting, { } left and < SecondsShown) => Statement.Of("import_reading_seconds_left", ("seconds", Seconds(left))),
        (ImportStep.Inspecting, { } left) => Statement.Of("import_reading_minutes_left", ("minutes", Minutes(left))),
        (ImportStep.Writing, null) => Statement.Of("import_storing"),
        (ImportStep.Writing, { } left and < SecondsShown) => Statement.Of("import_storing_seconds_left", ("seconds", Seconds(left))),
        (ImportStep.Writing, { } left) => Statement.Of("import_storing_minutes_left", ("minutes", Minutes(left))),
        _ => Statement.Of("import_profiling"),
    };

    private static double Seconds(double left) => Math.Max(5, Math.Ceiling(left / 5) * 5);

    private static double Minutes(double left) => Math.Ceiling(left / 60);
}
