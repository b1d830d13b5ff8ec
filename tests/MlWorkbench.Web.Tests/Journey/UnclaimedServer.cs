using System.Collections.Concurrent;
using System.Diagnostics;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>The site at its first start: a process on an empty folder, which prints one link and has no account.</summary>
internal sealed class UnclaimedServer : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _lines = new();

    private UnclaimedServer(Process process, DirectoryInfo folder, Uri link)
    {
        _process = process;
        _folder = folder;
        SetUpLink = link;

        // Without a reader, a full pipe would block the server.
        _ = KeepLinesAsync();
    }

    public Uri SetUpLink { get; }

    public Uri Site => new(SetUpLink.GetLeftPart(UriPartial.Authority));

    public static async Task<UnclaimedServer> StartAsync(CancellationToken cancellation, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-journey-");
        string[] args =
        [
            Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"),
            "--urls=http://127.0.0.1:0",
            $"--Storage:Path={folder.FullName}",
            $"--Training:TrainerPath={TrainerProgram.Path}",
            .. settings,
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, UseShellExecute = false })!;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Contains("/setup?", StringComparison.Ordinal))
            {
                return new UnclaimedServer(process, folder, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
            }
        }

        throw new InvalidOperationException("The server ended before it printed its set-up link.");
    }

    /// <summary>Ends the server, and adds its log to the output of the test.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _lines));
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task KeepLinesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
