using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Counts the scored rows of a job, with their time and the time left.</summary>
/// <param name="secondsBefore">Time that earlier attempts took.</param>
internal sealed class BatchProgress(JobContext context, long rows, double secondsBefore, TimeProvider clock)
{
    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(1);

    private readonly TimeLeft _left = new(clock);
    private readonly long _started = clock.GetTimestamp();
    private long _written = clock.GetTimestamp();

    public long Scored { get; private set; }

    public double Seconds => secondsBefore + clock.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Reports more scored rows. Returns whether it is time to write the counts.</summary>
    public bool Add(int scored)
    {
        Scored += scored;
        var fraction = rows == 0 ? 1 : (double)Scored / rows;
        context.Report(fraction, _left.At(fraction) switch
        {
            ({ } seconds, _) => Statement.Of("batch_scoring_seconds_left", ("seconds", seconds)),
            (_, { } minutes) => Statement.Of("batch_scoring_minutes_left", ("minutes", minutes)),
            _ => Statement.Of("batch_scoring"),
        });
        if (clock.GetElapsedTime(_written) < WriteInterval)
        {
            return false;
        }

        _written = clock.GetTimestamp();
        return true;
    }
}
