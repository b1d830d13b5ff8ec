using System.Diagnostics;

namespace MlWorkbench.Trainer;

/// <summary>Stops a search, which then keeps the best so far, when the process needs more memory than it may.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Timer _timer;

    private MemoryWatch(int megabytes, StopSignal stop) => _timer = new Timer(_ => Look(megabytes, stop), null, Interval, Interval);

    /// <param name="megabytes">Null: no limit, nothing to watch.</param>
    public static MemoryWatch? Start(int? megabytes, StopSignal stop) => megabytes is { } limit ? new MemoryWatch(limit, stop) : null;

    public void Dispose() => _timer.Dispose();

    private void Look(int megabytes, StopSignal stop)
    {
        using var process = Process.GetCurrentProcess();
        if (process.WorkingSet64 > megabytes * 1_000_000L)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Console.Error.WriteLine($"The search needs more than the {megabytes} MB of memory that it may use; it stops and keeps the best so far.");
            stop.Stop();
        }
    }
}
