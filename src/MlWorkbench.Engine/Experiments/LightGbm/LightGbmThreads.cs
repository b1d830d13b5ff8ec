namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>
/// LightGBM keeps one number of threads for the whole process, and a booster has a buffer for each thread that there was when it was made:
/// once the number grows under it, it writes past their end and the process dies. So those who want the same number work side by side; others wait.
/// </summary>
internal static class LightGbmThreads
{
    private static readonly object Gate = new();
    private static int _threads;
    private static int _holders;

    /// <summary>Waits until nobody works with another number of threads. Who holds one number must not ask for another.</summary>
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
