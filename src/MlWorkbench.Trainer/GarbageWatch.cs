namespace MlWorkbench.Trainer;

/// <summary>
/// Collects garbage while the process is large. By default, garbage grows with the memory of the machine, and features of wide tables create many short-lived
/// arrays.
/// </summary>
internal sealed class GarbageWatch : IDisposable
{
    private const long Large = 1_000_000_000;
    private const long Worthwhile = 200_000_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Timer _timer;
    private long _allocated;

    public GarbageWatch() => _timer = new Timer(_ => Look(), null, Interval, Interval);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (Environment.WorkingSet > Large && allocated - Volatile.Read(ref _allocated) > Worthwhile)
        {
            Volatile.Write(ref _allocated, allocated);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
