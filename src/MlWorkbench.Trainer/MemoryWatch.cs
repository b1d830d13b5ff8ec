using System.Diagnostics;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>Stops a search with the best model so far if the process exceeds its memory limit.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Timer _timer;

    private MemoryWatch(int megabytes, StopSignal stop, Action<SearchEvent> report) =>
        _timer = new Timer(_ => Look(megabytes, stop, report), null, Interval, Interval);

    /// <param name="megabytes">Limit in megabytes. If null, there is no limit.</param>
    /// <param name="report">Receives the reason for the stop.</param>
    public static MemoryWatch? Start(int? megabytes, StopSignal stop, Action<SearchEvent> report) =>
        megabytes is { } limit ? new MemoryWatch(limit, stop, report) : null;

    public void Dispose() => _timer.Dispose();

    private void Look(int megabytes, StopSignal stop, Action<SearchEvent> report)
    {
        using var process = Process.GetCurrentProcess();
        if (process.WorkingSet64 > megabytes * 1_000_000L)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            report(new PhaseChanged(Statement.Of("memory_limit_reached", ("megabytes", megabytes))));
            stop.Stop();
        }
    }
}
