using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using OsProcess = System.Diagnostics.Process;

namespace MlWorkbench.Engine.Experiments.Process;

/// <summary>A running Trainer process. Its standard input remains open while this process lives. When it closes, the Trainer ends itself.</summary>
internal sealed class TrainerProcess : IDisposable
{
    private const int ErrorLinesKept = 20;
    private const int KilledExitCode = 128 + 9;
    private const int SegmentationFaultExitCode = 128 + 11;

    private readonly OsProcess _process;
    private readonly Queue<string> _errors = new();
    private Statement? _killedBecause;

    private TrainerProcess(OsProcess process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;

    /// <param name="trainerPath">The Trainer program, or its library.</param>
    /// <param name="jobFolder">Folder with the job's file.</param>
    /// <param name="lowPriority">Whether other processes of the machine come first.</param>
    /// <exception cref="EngineException"><c>trainer_missing</c>: the program does not exist or cannot be started.</exception>
    public static TrainerProcess Start(string trainerPath, string jobFolder, bool lowPriority)
    {
        if (!File.Exists(trainerPath))
        {
            throw Unavailable(new FileNotFoundException("The file does not exist.", trainerPath));
        }

        var isLibrary = Path.GetExtension(trainerPath).Equals(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isLibrary ? FindDotnet() : trainerPath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        string[] arguments = [.. isLibrary ? [trainerPath] : Array.Empty<string>(), "search", "--job", jobFolder];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The OpenMP library reads it when it is loaded, so only the parent can set it. Active waiting of its threads would slow down the site.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        try
        {
            var process = OsProcess.Start(start)!;
            if (lowPriority)
            {
                LowerPriority(process);
            }

            return new TrainerProcess(process);
        }
        catch (Win32Exception exception)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>The events of the search, until the process has ended.</summary>
    public async IAsyncEnumerable<SearchEvent> ReadEventsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (SearchProtocol.ReadEvent(line) is { } searchEvent)
            {
                yield return searchEvent;
            }
        }
    }

    /// <summary>Asks the search to end now, keep the best run and evaluate it.</summary>
    public async Task RequestStopAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(SearchProtocol.StopLine);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    /// <summary>Ends the process if it uses more memory than the limit.</summary>
    public void EnforceMemoryLimit(long limitBytes)
    {
        _process.Refresh();
        if (!_process.HasExited && _process.WorkingSet64 > limitBytes)
        {
            Kill(Statement.Of("trainer_out_of_memory", ("gigabytes", limitBytes / 1e9)));
        }
    }

    public void Kill(Statement because)
    {
        _killedBecause ??= because;
        _process.Kill(entireProcessTree: true);
    }

    /// <summary>Waits for the end and returns the reason for an irregular one. Null after a regular end.</summary>
    public async Task<Statement?> WaitForEndAsync()
    {
        await _process.WaitForExitAsync();
        if (_killedBecause is not null)
        {
            return _killedBecause;
        }

        return _process.ExitCode switch
        {
            0 => null,
            KilledExitCode => Statement.Of("trainer_killed"),
            SegmentationFaultExitCode => Statement.Of("trainer_crashed_natively"),
            var code => Statement.Of("trainer_exited", ("exitCode", code)),
        };
    }

    /// <summary>The last lines of its standard error.</summary>
    public string ErrorTail()
    {
        lock (_errors)
        {
            return string.Join('\n', _errors);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string FindDotnet()
    {
        // …/shared/Microsoft.NETCore.App/10.0.x/ is next to the host that runs it.
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : "dotnet";
    }

    private static void LowerPriority(OsProcess process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // It has ended already, or the system refuses the priority. Training works anyway.
        }
    }

    private static EngineException Unavailable(Exception cause) =>
        new("trainer_missing",
            "The Trainer program cannot be started. The server's log has the cause. " +
            "Reinstall MlWorkbench, or set Training:TrainerPath to the program.", inner: cause);

    private void KeepError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > ErrorLinesKept)
            {
                _errors.Dequeue();
            }
        }
    }
}
