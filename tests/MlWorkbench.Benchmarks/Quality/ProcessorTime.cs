using System.Diagnostics;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>
/// Time as the process sees it: processor seconds divided by its threads. On a busy machine,
/// a search then gets the work that it would get on a free one, and results can be compared.
/// </summary>
internal sealed class ProcessorTime(int threads) : TimeProvider
{
    /// <summary>Maximum utilization: two threads are never both busy all the time.</summary>
    private const double Busy = 0.85;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(5);

    private long _asked;
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        // Reading the time costs more than a boosting round, and training reads it after each round.
        var now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _asked), now) >= Fresh)
        {
            Volatile.Write(ref _ticks, (long)(Environment.CpuUsage.TotalTime.Ticks / (threads * Busy)));
            Volatile.Write(ref _asked, now);
        }

        return Volatile.Read(ref _ticks);
    }
}
