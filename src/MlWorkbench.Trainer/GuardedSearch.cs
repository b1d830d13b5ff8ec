using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>
/// Does a command in a process of its own: when a native library crashes or the system kills the process, the run in flight is noted as failed
/// and the search begins again without it, in the time that is left.
/// </summary>
internal static class GuardedSearch
{
    private const int MostAttempts = 4;
    private const int Killed = 128 + 9;

    /// <param name="arguments">Of this process; the other one gets them and two more.</param>
    /// <param name="journalOption">Names the journal's file.</param>
    /// <param name="sinceOption">Names the time, in Unix milliseconds, from which the budget counts.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, string journalOption, string sinceOption)
    {
        var since = (TimeProvider.System.GetUtcNow() - TrainingThread.SinceProcessStart()).ToUnixTimeMilliseconds();
        var file = Path.GetTempFileName();
        var journal = new SearchJournal(file);
        using var stop = new StopSignal();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var exitCode = await AttemptAsync([.. arguments, journalOption, file, sinceOption, since.ToString(CultureInfo.InvariantCulture)], stop.Token);
                if (attempt == MostAttempts || stop.Token.IsCancellationRequested || journal.InFlight is not { } run || IsRegular(exitCode))
                {
                    return exitCode;
                }

                var reason = exitCode == Killed
                    ? "The system killed the process in this run, most likely because memory ran out."
                    : string.Create(CultureInfo.InvariantCulture, $"The process crashed in this run (exit code {exitCode}).");
                journal.Fail(run, reason);
                await Console.Error.WriteLineAsync($"Run {run.Number}, {run.Title}: {reason} The search begins again without it.");
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<int> AttemptAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        // Started as "dotnet MlWorkbench.Trainer.dll", the host needs the library's name first.
        var host = Environment.ProcessPath!;
        string[] library = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? [typeof(GuardedSearch).Assembly.Location] : [];
        using var process = Process.Start(new ProcessStartInfo(host, [.. library, .. arguments]) { RedirectStandardInput = true, UseShellExecute = false })!;
        await using var stopping = stop.Register(() => Ask(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static void Ask(Process process)
    {
        try
        {
            process.StandardInput.WriteLine(SearchProtocol.StopLine);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    private static bool IsRegular(int exitCode) =>
        exitCode is ExitCode.Success or ExitCode.WrongUsage or ExitCode.UnusableInput or ExitCode.CancelledWithoutModel;
}
