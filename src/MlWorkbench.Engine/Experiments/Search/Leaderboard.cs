using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The runs of a search so far.</summary>
public sealed class Leaderboard(IMetric metric, ModelLimits? limits = null)
{
    /// <summary>Share of the width of the 95 % interval.</summary>
    private const double BlendSlack = 0.5;

    /// <summary>Runs of a family that are candidates for a blend regardless of their rank.</summary>
    private const int OfEachFamily = 3;

    private readonly List<SearchRun> _runs = [];

    public IReadOnlyList<SearchRun> Runs => _runs;

    public int NextNumber => _runs.Count == 0 ? 1 : _runs.Max(run => run.Number) + 1;

    /// <summary>Completed runs, best first. Among equal runs, the earlier one is first.</summary>
    public IEnumerable<SearchRun> Ranked => _runs.Where(run => run.IsCompleted).OrderBy(Loss).ThenBy(run => run.Number);

    public SearchRun? Best => Ranked.FirstOrDefault(IsAllowed);

    /// <summary>Whether a run is within the limits.</summary>
    public bool IsAllowed(SearchRun run) => limits?.Allow(run.Result) ?? true;

    /// <summary>
    /// The selected run. The value of a blend is cross-fitted, while the best single run was chosen for its high value. So the blend also wins if it looks
    /// worse by a fraction of the uncertainty.
    /// </summary>
    public SearchRun? Winner
    {
        get
        {
            var (best, blend) = (Best, Ranked.FirstOrDefault(run => run.Result.Trainer == TrainerFamilies.Ensemble && IsAllowed(run)));
            return blend is null || Loss(blend) > Loss(best!) + Slack(best!) ? best : blend;
        }
    }

    public void Add(SearchRun run) => _runs.Add(run);

    /// <summary>The search metric as a loss: smaller is better, for either direction of the metric.</summary>
    public double Loss(SearchRun run) => metric.HigherIsBetter ? -run.Result.Validation!.Value : run.Result.Validation!.Value;

    /// <summary>Candidates for a blend: the best runs, and the best few of each family, whose errors differ from those of the others.</summary>
    public IReadOnlyList<SearchRun> Candidates(int count)
    {
        SearchRun[] ranked = [.. Ranked.Where(run => run.Result.Trainer != TrainerFamilies.Ensemble && IsAllowed(run))];
        var bestOfFamilies = ranked
            .Where(run => run.Result.Trainer != TrainerFamilies.Baseline)
            .GroupBy(run => run.Result.Trainer)
            .SelectMany(family => family.Take(OfEachFamily));
        return [.. ranked.Take(count).Union(bestOfFamilies)];
    }

    /// <summary>Releases the models of all runs that are not candidates for a blend.</summary>
    public void KeepModelsOfCandidates(int count)
    {
        var kept = Candidates(count).Select(run => run.Number).ToHashSet();
        for (var i = 0; i < _runs.Count; i++)
        {
            if (_runs[i].Predictor is not null && !kept.Contains(_runs[i].Number))
            {
                _runs[i] = _runs[i] with { Predictor = null };
            }
        }
    }

    private static double Slack(SearchRun run) =>
        run.Result.Validation is { Low: { } low, High: { } high } ? BlendSlack * (high - low) : 0;

    /// <summary>The completed configurations of a family with their losses, in the order of the runs.</summary>
    public IReadOnlyList<(Configuration Configuration, double Loss)> History(string family) =>
        [.. _runs.Where(run => run.IsCompleted && run.Result.Trainer == family)
            .Select(run => (new Configuration(run.Result.Trainer, run.Result.Title, run.Result.Parameters), Loss(run)))];

    /// <summary>All attempted configurations of a family, with any outcome.</summary>
    public IReadOnlyList<Configuration> Attempts(string family) =>
        [.. _runs.Where(run => run.Result.Trainer == family).Select(run => new Configuration(run.Result.Trainer, run.Result.Title, run.Result.Parameters))];

    public int Failures(string family) => _runs.Count(run => run.Result.Trainer == family && run.Result.State == RunState.Failed);
}
