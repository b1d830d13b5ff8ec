using System.Diagnostics;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>The site at its first start: a process on an empty folder, which prints one link and has no account.</summary>
internal sealed class UnclaimedServer : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private UnclaimedServer(Process process, DirectoryInfo folder, Uri link)
    {
        _process = process;
        _folder = folder;
        SetUpLink = link;
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
                // Continue to read, or a full pipe would block the server.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new UnclaimedServer(process, folder, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
            }
        }

        throw new InvalidOperationException("The server ended before it printed its set-up link.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
