using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Testing.HostileFiles;

namespace MlWorkbench.Reliability;

/// <summary>Damages and imports files until the time is over: fuzz [minutes] [first seed].</summary>
internal static class FuzzRounds
{
    private const double DefaultMinutes = 10;

    /// <summary>Far from the seeds of the short form.</summary>
    private const int DefaultSeed = 1_000_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var minutes = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultMinutes;
        var first = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : DefaultSeed;
        var folder = Directory.CreateTempSubdirectory("mlworkbench-fuzz-");
        try
        {
            return await RunAsync(new FileFuzz(folder.FullName, isAlone: true), TimeSpan.FromMinutes(minutes), first);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(FileFuzz fuzz, TimeSpan time, int first)
    {
        var (clock, seed, faults) = (Stopwatch.StartNew(), first, 0);
        for (; clock.Elapsed < time; seed++)
        {
            if (await fuzz.RunAsync(seed, CancellationToken.None) is { } fault)
            {
                faults++;
                Console.WriteLine(fault);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seed - first:N0} damaged files ({string.Join(", ", FileFuzz.Kinds)}): {fuzz.Counts.Read:N0} read, {fuzz.Counts.Refused:N0} refused, {faults:N0} faults"));
        return faults == 0 ? 0 : 1;
    }
}
