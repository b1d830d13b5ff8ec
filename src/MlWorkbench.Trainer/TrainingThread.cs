using System.Diagnostics;

namespace MlWorkbench.Trainer;

/// <summary>Runs a command on its own thread, so that hours of computing never hold up timers, signals or standard input.</summary>
internal static class TrainingThread
{
    public static Task<int> Run(Func<int> command) => Task.Factory.StartNew(command, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>How long the process has been running: start-up is part of the budget too.</summary>
    public static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime();
    }
}
