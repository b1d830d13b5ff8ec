using System.Runtime.ExceptionServices;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>Dedicated threads for runs: CPU-bound work on the thread pool would starve timers and standard input.</summary>
internal static class FoldThreads
{
    /// <summary>
    /// Calls the body for 0 to count − 1, at most <paramref name="threads"/> at a time. The first failure is thrown after all calls have ended.
    /// </summary>
    public static void For(int count, int threads, Action<int> body)
    {
        if (threads <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }

            return;
        }

        var next = -1;
        ExceptionDispatchInfo? failure = null;
        void Work()
        {
            while (Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) is var index && index < count)
            {
                try
                {
                    body(index);
                }
                catch (Exception caught)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(caught), null);
                }
            }
        }

        var others = Enumerable.Range(1, Math.Min(threads, count) - 1).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        foreach (var other in others)
        {
            other.Start();
        }

        Work();
        foreach (var other in others)
        {
            other.Join();
        }

        failure?.Throw();
    }
}
