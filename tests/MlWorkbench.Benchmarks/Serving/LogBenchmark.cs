using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Serving;

/// <summary>Measures the space of a log of many predictions, and the time to read a window of it for a drift check.</summary>
internal static class LogBenchmark
{
    /// <param name="arguments">Number of predictions. If omitted, 1,000,000.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = arguments is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        await using var workbench = await TestWorkbench.StartAsync();
        await new SampleModel(workbench.Services).PlantAsync(workbench.Admin);
        var log = new ManyPredictions(workbench.Services);
        var watch = Stopwatch.StartNew();
        await log.WriteAsync(rows, CancellationToken.None);
        var (seconds, bytes) = (watch.Elapsed.TotalSeconds, await log.BytesAsync(CancellationToken.None));
        watch.Restart();
        var read = await log.ReadAsync(CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows} predictions of 20 columns: written and sealed in {seconds:0.0} s, {bytes / 1e6:0.0} MB, {(double)bytes / rows:0.0} bytes each; {read} read for a drift check in {watch.Elapsed.TotalSeconds:0.0} s."));
        return 0;
    }
}
