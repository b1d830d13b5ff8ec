using System.Globalization;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Serving;

/// <summary>Calls servers over HTTP in turn: an endpoint that logs after its answers, one that waits for the log, and one of an earlier build.</summary>
internal static class ServingBenchmark
{
    private const int Rounds = 15;
    private const int Thousand = 1_000;

    private static readonly int[] Callers = [1, 16, Thousand];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    /// <param name="arguments">The built <c>MlWorkbench.Web.dll</c> of an earlier build. If omitted, no earlier build is compared.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Directory.CreateTempSubdirectory("mlworkbench-serving-").FullName;
        var servers = new List<ServedModel>();
        try
        {
            if (arguments is [var earlier, ..])
            {
                servers.Add(await ServedModel.StartAsync("earlier", Path.Combine(root, "earlier"), earlier, whenFull: null));
            }

            servers.Add(await ServedModel.StartAsync("drop", Path.Combine(root, "drop"), ServerProcess.Program, "drop"));
            servers.Add(await ServedModel.StartAsync("wait", Path.Combine(root, "wait"), ServerProcess.Program, "wait"));
            Console.WriteLine($"Calls of one row, {Rounds} rounds of {Duration.TotalSeconds} s each in turn; medians, and the median of each round's ratio to the first server.");
            Console.WriteLine("| Callers | Server | Answers a second | Ratio | p50, ms | p99, ms |");
            Console.WriteLine("|---|---|---|---|---|---|");
            foreach (var callers in Callers)
            {
                await CompareAsync(servers, callers);
            }
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
            Directory.Delete(root, recursive: true);
        }

        return 0;
    }

    private static async Task CompareAsync(List<ServedModel> servers, int callers)
    {
        var rounds = new List<ServingRound[]>();
        for (var round = 0; round <= Rounds; round++)
        {
            var results = new ServingRound[servers.Count];
            for (var turn = 0; turn < servers.Count; turn++)
            {
                // The order changes, so that the first place after a pause rotates.
                var server = (turn + round) % servers.Count;
                results[server] = await servers[server].CallAsync(callers, Duration);
            }

            // The first round is a warm-up.
            if (round > 0)
            {
                rounds.Add(results);
            }
        }

        for (var server = 0; server < servers.Count; server++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {callers} | {servers[server].Name} | {Median(results => results[server].PerSecond):0} | {Median(results => results[server].PerSecond / results[0].PerSecond):0.00} | {Median(results => results[server].P50Milliseconds):0.0} | {Median(results => results[server].P99Milliseconds):0.0} |"));
        }

        double Median(Func<ServingRound[], double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);
    }
}
