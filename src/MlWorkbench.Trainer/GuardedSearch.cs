using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>
/// Runs a command in a separate process. If a native library crashes or the system ends the process, the current run is recorded as failed
/// and the search restarts without it, in the remaining time.
/// </summary>
internal static class GuardedSearch
{
    private const int MostAttempts = 4;
    private const int Killed = 128 + 9;

    /// <param name="arguments">Arguments of this process. The other process gets them and two more.</param>
    /// <param name="journalOption">Option for the path of the journal file.</param>
    /// <param name="sinceOption">Option for the start of the budget, in Unix milliseconds.</param>
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
                    ? "The system ended the process in this run, most likely because memory ran out."
                    : string.Create(CultureInfo.InvariantCulture, $"The process crashed in this run (exit code {exitCode}).");
                journal.Fail(run, reason);
                await Console.Error.WriteLineAsync($"Run {run.Number}, {run.Title}: {reason} The search restarts without it.");
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<int> AttemptAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        // If started as "dotnet MlWorkbench.Trainer.dll", the host needs the library's name first.
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
            // The process has already ended.
        }
    }

    private static bool IsRegular(int exitCode) =>
        exitCode is ExitCode.Success or ExitCode.WrongUsage or ExitCode.UnusableInput or ExitCode.CancelledWithoutModel;
}
