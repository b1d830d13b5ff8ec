using System.Diagnostics;

namespace MlWorkbench.Trainer;

/// <summary>Runs long work on a separate thread, so that it never delays timers, signals or standard input.</summary>
internal static class TrainingThread
{
    public static Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Running time of the process, because start-up is part of the budget.</summary>
    public static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime();
    }
}
