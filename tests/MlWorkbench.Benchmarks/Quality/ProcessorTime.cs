using System.Diagnostics;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>
/// Time as the process sees it: processor seconds over the threads that it may use. On a machine that others use too,
/// a search then gets the work it would get on a free one, and results can be compared.
/// </summary>
internal sealed class ProcessorTime(int threads) : TimeProvider
{
    /// <summary>Two threads are never both busy all the time.</summary>
    private const double Busy = 0.85;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(5);

    private long _asked;
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        // Asking the system costs more than a boosting round; training asks after each.
        var now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _asked), now) >= Fresh)
        {
            Volatile.Write(ref _ticks, (long)(Environment.CpuUsage.TotalTime.Ticks / (threads * Busy)));
            Volatile.Write(ref _asked, now);
        }

        return Volatile.Read(ref _ticks);
    }
}
