using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Turns the engine's steps into one progress with the time left.</summary>
internal sealed class ImportProgress(JobContext context, TimeProvider clock)
{
    private readonly TimeLeft _left = new(clock);
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
                context.Report(fraction, Activity(step, done is null ? (null, null) : _left.At(fraction)));
            }
        }
    }

    private static Statement Activity(ImportStep step, (double? Seconds, double? Minutes) left) => (step, left) switch
    {
        (ImportStep.Inspecting, (null, null)) => Statement.Of("import_reading"),
        (ImportStep.Inspecting, ({ } seconds, _)) => Statement.Of("import_reading_seconds_left", ("seconds", seconds)),
        (ImportStep.Inspecting, (_, { } minutes)) => Statement.Of("import_reading_minutes_left", ("minutes", minutes)),
        (ImportStep.Writing, (null, null)) => Statement.Of("import_storing"),
        (ImportStep.Writing, ({ } seconds, _)) => Statement.Of("import_storing_seconds_left", ("seconds", seconds)),
        (ImportStep.Writing, (_, { } minutes)) => Statement.Of("import_storing_minutes_left", ("minutes", minutes)),
        _ => Statement.Of("import_profiling"),
    };
}
