using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Starts the built server, lets a scenario act, kills the server at a random time and checks the remaining state, round after round.</summary>
internal static class KillRounds
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    public static async Task<KillResult> RunAsync(Scenario scenario, int rounds, int seed, CancellationToken cancellation)
    {
        // Seeded, so that a round can be repeated.
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("mlworkbench-kill-").FullName;
        var faults = new List<string>();
        var slowest = TimeSpan.Zero;
        try
        {
            if (!scenario.KillsTheStart)
            {
                using var first = await ServerProcess.StartAsync(folder, cancellation, scenario.Settings);
                await scenario.PrepareAsync(first, cancellation);
                await first.KillAsync();
            }

            for (var round = 1; round <= rounds && !cancellation.IsCancellationRequested; round++)
            {
                await ActAndKillAsync(scenario, folder, random, cancellation);
                var (start, found) = await StartAndCheckAsync(scenario, folder, cancellation);
                slowest = start > slowest ? start : slowest;
                faults.AddRange(found.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, round {round} of seed {seed}: {fault}")));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name} {round}/{rounds}: {scenario.Acknowledged} acknowledged, start {start.TotalSeconds:0.0} s, {faults.Count} faults"));
                if (scenario.KillsTheStart)
                {
                    Directory.Delete(folder, recursive: true);
                    Directory.CreateDirectory(folder);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (!scenario.KillsTheStart && scenario.Acknowledged == 0)
        {
            faults.Add($"{scenario.Name}: no change was acknowledged before a kill. Run more rounds.");
        }

        return new KillResult(scenario.Name, rounds, scenario.Acknowledged, scenario.Kept, slowest, faults);
    }

    private static async Task ActAndKillAsync(Scenario scenario, string folder, Random random, CancellationToken cancellation)
    {
        var moment = scenario.Window * random.NextDouble();
        if (scenario.KillsTheStart)
        {
            using var starting = ServerProcess.Launch(folder, scenario.Settings);
            await Task.Delay(moment, cancellation);
            starting.Kill();
            await starting.WaitForExitAsync(cancellation);
            return;
        }

        using var server = await ServerProcess.StartAsync(folder, cancellation, scenario.Settings);
        var acting = scenario.ActAsync(server, random, cancellation);
        await Task.Delay(moment, cancellation);
        await server.KillAsync();
        try
        {
            await acting;
        }
        catch (HttpRequestException gone) when (gone.StatusCode is null)
        {
            // The server was killed during a call, as intended.
        }
    }

    private static async Task<(TimeSpan Start, IReadOnlyList<string> Faults)> StartAndCheckAsync(Scenario scenario, string folder, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        var watch = Stopwatch.StartNew();
        using var server = await ServerProcess.StartAsync(folder, patience.Token, scenario.Settings);
        var start = watch.Elapsed;
        var faults = new List<string>(await scenario.CheckAsync(server, cancellation));
        var audit = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/verification", cancellation);
        if (audit.GetProperty("firstBad").ValueKind != JsonValueKind.Null)
        {
            faults.Add($"The audit chain is broken: {audit}");
        }

        await server.KillAsync();
        faults.AddRange(StoredTruth.FindFaults(folder));
        return (start, faults);
    }
}
