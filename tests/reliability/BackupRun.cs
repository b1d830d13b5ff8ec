using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Repeats backups during predictions, uploads and searches, and verifies every copy. Predictions wait for their commit.</summary>
internal static class BackupRun
{
    private const int Predictors = 4;
    private static readonly TimeSpan BackupInterval = TimeSpan.FromSeconds(60);

    /// <param name="length">Duration. The first fifth runs without backups, as a reference.</param>
    public static async Task<int> RunAsync(TimeSpan length, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-backups-").FullName;
        using var server = await ServerProcess.StartAsync(folder, cancellation, ModelOnServer.Settings);
        await ModelOnServer.PrepareAsync(server.Admin, cancellation);
        using var decided = await server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{ModelOnServer.Model}/log", new { whenFull = "wait" }, cancellation);
        decided.EnsureSuccessStatusCode();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var times = new ConcurrentQueue<TimeSpan>();
        Task[] workers =
        [
            .. Enumerable.Range(0, Predictors).Select(_ => RepeatAsync(() => PredictAsync(server.Admin, times, enough.Token), enough.Token)),
            RepeatAsync(() => UploadAsync(server.Admin, enough.Token), enough.Token),
            RepeatAsync(() => SearchAsync(server.Admin, enough.Token), enough.Token),
        ];

        await Task.WhenAny([.. workers, Task.Delay(length / 5, cancellation)]);
        TimeSpan[] without = [.. times];
        times.Clear();
        var (faults, copies, bytes) = (new List<string>(), 0, 0L);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < length * 0.8 && Array.TrueForAll(workers, worker => !worker.IsCompleted);)
        {
            var pause = Task.Delay(BackupInterval, cancellation);
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"copy-{++copies}.db"));
            faults.AddRange(await RunAsync(cancellation, "backup", file, $"--Storage:Path={folder}"));
            faults.AddRange(await RunAsync(cancellation, "verify", file));
            bytes = new FileInfo(file).Length;
            File.Delete(file);
            await pause;
        }

        TimeSpan[] during = [.. times];
        await enough.CancelAsync();
        await Task.WhenAll(workers);
        faults.AddRange(StoredTruth.FindFaults(folder));
        Console.WriteLine("| Backups | Last copy, MB | Predictions logged | p50, p99 of one without backups, ms | p50, p99 with backups, ms | Faults |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {copies} | {bytes / 1e6:0} | {without.Length + during.Length} | {Quantile(without, 0.5):0.0}, {Quantile(without, 0.99):0.0} | {Quantile(during, 0.5):0.0}, {Quantile(during, 0.99):0.0} | {faults.Count} |"));
        faults.ForEach(Console.WriteLine);
        await server.KillAsync();
        Directory.Delete(folder, recursive: true);
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task RepeatAsync(Func<Task> act, CancellationToken enough)
    {
        try
        {
            while (true)
            {
                await act();
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private static async Task PredictAsync(HttpClient admin, ConcurrentQueue<TimeSpan> times, CancellationToken enough)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await admin.PostAsJsonAsync($"/api/v1/models/{ModelOnServer.Model}/predict", new { rows = new[] { new Dictionary<string, int> { ["Age"] = 40, ["Amount"] = 2_000 } } }, enough);
        answer.EnsureSuccessStatusCode();
        times.Enqueue(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Creates a new table each time, because an equal one would be stored once.</summary>
    private static async Task UploadAsync(HttpClient admin, CancellationToken enough)
    {
        var mark = Guid.CreateVersion7().ToString("N");
        var table = new StringBuilder("mark,number\n");
        for (var row = 0; row < 20_000; row++)
        {
            table.Append(mark).Append(',').Append(row.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        using var content = new StringContent(table.ToString(), Encoding.UTF8, "text/csv");
        using var answer = await admin.PostAsync("/api/v1/datasets/marks/versions", content, enough);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task SearchAsync(HttpClient admin, CancellationToken enough) =>
        await ModelOnServer.WaitForEndAsync(admin, await ModelOnServer.SearchAsync(admin, maxRuns: 2, enough), enough);

    /// <summary>Returns the complaints of the command.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation, params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlWorkbench.Web.dll"), .. command]) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? [] : [$"{command[0]}: {complaint}"];
    }

    private static double Quantile(TimeSpan[] times, double share) =>
        times.Length == 0 ? double.NaN : times.Order().ElementAt((int)(share * (times.Length - 1))).TotalMilliseconds;
}
