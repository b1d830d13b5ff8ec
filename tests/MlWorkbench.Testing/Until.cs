using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MlWorkbench.Testing;

/// <summary>Waits for what a test expects.</summary>
public static class Until
{
    /// <summary>Far longer than any test needs. It turns a wait without end into a failure with a name.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="beforePause">Called before each pause, for example to advance a clock.</param>
    /// <exception cref="TimeoutException">The condition does not hold after 10 minutes.</exception>
    public static Task TrueAsync(Func<bool> condition, CancellationToken cancellationToken, Action? beforePause = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), cancellationToken, beforePause, what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, CancellationToken, Action?, string)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken, Action? beforePause = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"After {Patience.TotalMinutes} minutes, this does not hold: {what}");
            }

            beforePause?.Invoke();
            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>Waits until the work has ended, and returns its exception, if it has one, to the caller.</summary>
    /// <inheritdoc cref="TrueAsync(Func{bool}, CancellationToken, Action?, string)"/>
    public static async Task EndedAsync(Task work, CancellationToken cancellationToken, Action? beforePause = null, [CallerArgumentExpression(nameof(work))] string what = "")
    {
        await TrueAsync(() => work.IsCompleted, cancellationToken, beforePause, $"{what} has ended");
        await work;
    }
}
