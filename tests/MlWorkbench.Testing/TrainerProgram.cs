using System.Diagnostics;
using System.Globalization;

namespace MlWorkbench.Testing;

/// <summary>The built Trainer program, and its running processes.</summary>
public static class TrainerProgram
{
    /// <summary>Path of the program built with this test, in the Trainer's own output folder.</summary>
    public static string Path { get; } = Find();

    /// <summary>Finds the Trainer processes that work in a folder below the given one.</summary>
    public static IReadOnlyList<int> ProcessesIn(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(System.IO.Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && CommandLineOf(id) is { } line && line.Contains("search\0--job\0" + folder, StringComparison.Ordinal)),
    ];

    /// <summary>Kills the process as kill -9 does.</summary>
    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>Waits until a new Trainer process works in place of the given one. All events of the old one are recorded then.</summary>
    public static Task WaitForNextAsync(string folder, int processId, CancellationToken cancellationToken) =>
        Until.TrueAsync(() => ProcessesIn(folder).Any(running => running != processId), cancellationToken);

    private static string? CommandLineOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return null; // The process has exited in the meantime.
        }
    }

    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var repository = output;
        while (!File.Exists(System.IO.Path.Combine(repository.FullName, "MlWorkbench.sln")))
        {
            repository = repository.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return System.IO.Path.Combine(repository.FullName, "src", "MlWorkbench.Trainer", "bin", output.Parent!.Name, output.Name, "MlWorkbench.Trainer.dll");
    }
}
