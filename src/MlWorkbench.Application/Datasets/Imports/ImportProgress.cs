using System.Globalization;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Turns the engine's steps into one progress with the time left.</summary>
internal sealed class ImportProgress(JobContext context, TimeProvider clock)
{
    /// <summary>Earlier than this, the speed is not known.</summary>
    private const double ShareBeforeEstimate = 0.1;

    private static readonly TimeSpan TimeBeforeEstimate = TimeSpan.FromSeconds(3);

    private readonly long _started = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private double _most = -1;

    public void Report(string activity) => context.Report(null, activity);

    /// <param name="done">Share of the step, 0 to 1. If null, unknown.</param>
    public void Report(ImportStep step, double? done)
    {
        var (start, share, text) = step switch
        {
            ImportStep.Inspecting => (0.0, 0.45, "Reading all rows and inferring types"),
            ImportStep.Writing => (0.45, 0.35, "Storing the table"),
            _ => (0.8, 0.2, "Profiling the columns"),
        };
        var fraction = start + (share * (done ?? 0));
        lock (_gate)
        {
            // A file is opened several times, and the progress never goes back.
            if (fraction > _most)
            {
                _most = fraction;
                context.Report(fraction, done is null ? text : $"{text}{TimeLeft(fraction)}");
            }
        }
    }

    private string TimeLeft(double fraction)
    {
        var elapsed = clock.GetElapsedTime(_started);
        return elapsed < TimeBeforeEstimate || fraction < ShareBeforeEstimate
            ? ""
            : $" · about {Round(elapsed.TotalSeconds * (1 - fraction) / fraction)} left";
    }

    private static string Round(double seconds) => seconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(5, Math.Ceiling(seconds / 5) * 5):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds / 60):0} min");
}
