using System.Diagnostics.Metrics;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Counts the runs of searches by trainer and outcome.</summary>
public sealed class RunMeter(IMeterFactory meters)
{
    private readonly Counter<long> _runs = meters.Create(WorkbenchTelemetry.Name)
        .CreateCounter<long>("mlworkbench.search.runs", "{run}", "Runs of searches that ended.");

    internal void Note(RunResult result) => _runs.Add(
        1,
        KeyValuePair.Create("trainer", (object?)result.Trainer),
        KeyValuePair.Create(WorkbenchTelemetry.Outcome, (object?)WorkbenchTelemetry.WordOf(result.State)));
}
