namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>
/// LightGBM has one number of threads for the whole process, and a booster has a buffer for each thread at its creation. If the number grows later, the
/// booster writes past the end of its buffers and the process crashes. So callers with equal numbers run together, and others wait.
/// </summary>
internal static class LightGbmThreads
{
    private static readonly object Gate = new();
    private static int _threads;
    private static int _holders;

    /// <summary>Waits until no caller uses another number of threads. A caller must not request a second number.</summary>
    public static void Enter(int threads)
    {
        lock (Gate)
        {
            while (_holders > 0 && _threads != threads)
            {
                Monitor.Wait(Gate);
            }

            _threads = threads;
            _holders++;
        }
    }

    public static void Leave()
    {
        lock (Gate)
        {
            _holders--;
            Monitor.PulseAll(Gate);
        }
    }
}
