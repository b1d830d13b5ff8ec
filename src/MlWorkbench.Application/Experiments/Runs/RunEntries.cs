using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Entries to log for a run.</summary>
/// <param name="Parameters">A parameter is set once. The same value may be logged again.</param>
/// <param name="Metrics">Values to append to their series, in any order of steps.</param>
/// <param name="Tags">A tag can be set again, and then has the new value.</param>
public sealed record RunEntries(
    IReadOnlyDictionary<string, ParameterValue> Parameters,
    IReadOnlyList<LoggedMetric> Metrics,
    IReadOnlyDictionary<string, string> Tags);
