using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The runs of a search so far.</summary>
public sealed class Leaderboard(IMetric metric)
{
    private readonly List<SearchRun> _runs = [];

    public IReadOnlyList<SearchRun> Runs => _runs;

    public int NextNumber => _runs.Count == 0 ? 1 : _runs.Max(run => run.Number) + 1;

    /// <summary>Completed runs, best first; of equals the earlier one.</summary>
    public IEnumerable<SearchRun> Ranked => _runs.Where(run => run.IsCompleted).OrderBy(Loss).ThenBy(run => run.Number);

    public SearchRun? Best => Ranked.FirstOrDefault();

    public void Add(SearchRun run) => _runs.Add(run);

    /// <summary>The search metric as a loss: smaller is better, whatever the metric's own direction.</summary>
    public double Loss(SearchRun run) => metric.HigherIsBetter ? -run.Result.Validation!.Value : run.Result.Validation!.Value;

    /// <summary>The configurations of a family that completed, with their losses, in the order of the runs.</summary>
    public IReadOnlyList<(Configuration Configuration, double Loss)> History(string family) =>
        [.. _runs.Where(run => run.IsCompleted && run.Result.Trainer == family)
            .Select(run => (new Configuration(run.Result.Trainer, run.Result.Title, run.Result.Parameters), Loss(run)))];

    public int Failures(string family) => _runs.Count(run => run.Result.Trainer == family && run.Result.State == RunState.Failed);
}
