using System.Diagnostics;
using MlWorkbench.Application;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Lists;

/// <summary>Times pages of the list of experiments over a large database.</summary>
internal static class ListBenchmark
{
    private const int Repeats = 15;

    /// <param name="arguments">Number of experiments, and of runs of each. If omitted, 10,000 and 9.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var experiments = arguments.Length > 0 ? int.Parse(arguments[0], null) : 10_000;
        var runsEach = arguments.Length > 1 ? int.Parse(arguments[1], null) : 9;
        await using var workbench = await TestWorkbench.StartAsync();
        await new ManyExperiments(workbench.Services).PlantAsync(workbench.Admin, experiments, runsEach);
        Console.WriteLine($"{experiments:N0} experiments, {experiments * runsEach:N0} runs; median of {Repeats}, pages of 50:");
        var catalog = workbench.Get<ExperimentCatalog>();
        var first = await TimeAsync("newest first", new ListQuery());
        await TimeAsync("second page", new ListQuery(After: first.Next));
        await TimeAsync("one state", new ListQuery(), ExperimentState.Failed);
        await TimeAsync("by name", new ListQuery(Sort: "name"));
        await TimeAsync("by dataset", new ListQuery(Sort: "dataset"));
        await TimeAsync("searched", new ListQuery("999"));
        return 0;

        async Task<Page<ExperimentSummary>> TimeAsync(string what, ListQuery query, ExperimentState? state = null)
        {
            var page = await catalog.ListAsync(workbench.Admin, query, state, CancellationToken.None);
            var times = new List<double>();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var watch = Stopwatch.StartNew();
                await catalog.ListAsync(workbench.Admin, query, state, CancellationToken.None);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            Console.WriteLine($"{what,-14} {times.Order().ElementAt(Repeats / 2),8:0.0} ms");
            return page;
        }
    }
}
