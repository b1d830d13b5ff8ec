using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>A running Trainer process. Its standard input stays open as long as this process lives: when it closes, the Trainer ends itself.</summary>
internal sealed class TrainerProcess : IDisposable
{
    private const int ErrorLinesKept = 20;
    private const int KilledExitCode = 128 + 9;
    private const int SegmentationFaultExitCode = 128 + 11;

    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private string? _killedBecause;

    private TrainerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.BeginErrorReadLine();
    }

    public int ProcessId => _process.Id;

    /// <exception cref="WorkbenchException">The program is not there or cannot be started.</exception>
    public static TrainerProcess Start(string trainerPath, string jobFolder)
    {
        if (!File.Exists(trainerPath))
        {
            throw Unavailable(new FileNotFoundException("There is no such file.", trainerPath));
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

        // Read by the OpenMP library when it is loaded, so only the parent can set it. Waiting threads that spin would starve the site.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        try
        {
            var process = Process.Start(start)!;
            LowerPriority(process);
            return new TrainerProcess(process);
        }
        catch (Win32Exception exception)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>What the search tells, until the process has ended.</summary>
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

    /// <summary>Asks the search to end now, keep the best and evaluate it.</summary>
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

    /// <summary>Ends the process when it holds more memory than it may.</summary>
    public void EnforceMemoryLimit(long limitBytes)
    {
        _process.Refresh();
        if (!_process.HasExited && _process.WorkingSet64 > limitBytes)
        {
            Kill(string.Create(CultureInfo.InvariantCulture, $"Out of memory: training needed more than the {limitBytes / 1e9:0.#} GB that it may use."));
        }
    }

    public void Kill(string because)
    {
        _killedBecause ??= because;
        _process.Kill(entireProcessTree: true);
    }

    /// <summary>Waits for the end and says what there is to say about it; null after a regular end.</summary>
    public async Task<string?> WaitForEndAsync()
    {
        await _process.WaitForExitAsync();
        if (_killedBecause is not null)
        {
            return _killedBecause;
        }

        return _process.ExitCode switch
        {
            0 => null,
            KilledExitCode => "The operating system killed the Trainer process, most likely because memory ran out.",
            SegmentationFaultExitCode => "The Trainer process crashed in native code. The server's log has its last lines.",
            var code => string.Create(CultureInfo.InvariantCulture, $"The Trainer process ended with code {code}. The server's log has its last lines."),
        };
    }

    /// <summary>The end of its standard error.</summary>
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
        // …/shared/Microsoft.NETCore.App/10.0.x/ lies beside the host that runs it.
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }

    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // It has ended already, or the system does not let us: training works all the same.
        }
    }

    private static WorkbenchException Unavailable(Exception cause) =>
        new(ErrorKind.Unavailable, "trainer_missing", "The Trainer program cannot be started; the server's log has the cause. Reinstall MlWorkbench, or name the program with Training:TrainerPath.", inner: cause);

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
