using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace MlWorkbench.Testing;

/// <summary>The server as a separate process, for tests that kill it.</summary>
public sealed class ServerProcess : IDisposable
{
    public const string AdminEmail = "admin@example.org";
    public const string AdminPassword = "correct horse battery";
    public const string AdminToken = "mlw_0123456789abcdef0123456789abcdef";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private ServerProcess(Process process, ConcurrentQueue<string> output, Uri url, string folder)
    {
        _process = process;
        _output = output;
        Folder = folder;
        Admin = new HttpClient { BaseAddress = url };
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
    }

    /// <summary>Storage folder of the server.</summary>
    public string Folder { get; }

    /// <summary>Lines of the server's log so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public bool HasEnded => _process.HasExited;

    /// <summary>Client with the administrator's token.</summary>
    public HttpClient Admin { get; }

    /// <summary>Path of the server program built with this test.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll");

    /// <summary>Starts the server without waiting until it is ready.</summary>
    /// <param name="settings">Additional configuration, as <c>--Key=Value</c>.</param>
    public static Process Launch(string folder, params string[] settings) => LaunchProgram(Program, folder, settings);

    public static Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation, params string[] settings) => StartProgramAsync(Program, folder, cancellation, settings);

    /// <param name="program">Path of the server program, from any build.</param>
    public static async Task<ServerProcess> StartProgramAsync(string program, string folder, CancellationToken cancellation, params string[] settings)
    {
        var process = LaunchProgram(program, folder, settings);
        var output = new ConcurrentQueue<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            output.Enqueue(line);
            if (line.Contains("is ready", StringComparison.Ordinal))
            {
                // Continue to read: a full pipe would stop the server.
                _ = ReadOnAsync(process.StandardOutput, output);
                return new ServerProcess(process, output, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]), folder);
            }
        }

        await process.WaitForExitAsync(cancellation);
        var message = string.Create(CultureInfo.InvariantCulture, $"The server exited with code {process.ExitCode} before it was ready.");
        throw new InvalidOperationException(message);
    }

    private static Process LaunchProgram(string program, string folder, string[] settings)
    {
        string[] args =
        [
            program,
            "--urls=http://127.0.0.1:0",
            $"--Storage:Path={folder}",
            $"--Training:TrainerPath={TrainerProgram.Path}",
            $"--Access:Bootstrap:Email={AdminEmail}",
            $"--Access:Bootstrap:Password={AdminPassword}",
            $"--Access:Bootstrap:ApiToken={AdminToken}",
            .. settings,
        ];
        return Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static async Task ReadOnAsync(StreamReader reader, ConcurrentQueue<string> output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            output.Enqueue(line);
        }
    }

    /// <summary>Reads the current and the peak memory, in bytes.</summary>
    public (long Now, long Most) ReadMemory()
    {
        _process.Refresh();
        return (_process.WorkingSet64, _process.PeakWorkingSet64);
    }

    /// <summary>Kills the server as kill -9 does: no handler runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        Admin.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
