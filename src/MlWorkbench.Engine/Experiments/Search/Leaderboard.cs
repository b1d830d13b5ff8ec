using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The runs of a search so far.</summary>
public sealed class Leaderboard(IMetric metric, ModelLimits? limits = null)
{
    /// <summary>Share of the 95 % interval's width.</summary>
    private const double BlendSlack = 0.5;

    /// <summary>Runs of a family that may become part of a blend whatever their rank.</summary>
    private const int OfEachFamily = 3;

    private readonly List<SearchRun> _runs = [];

    public IReadOnlyList<SearchRun> Runs => _runs;

    public int NextNumber => _runs.Count == 0 ? 1 : _runs.Max(run => run.Number) + 1;

    /// <summary>Completed runs, best first; of equals the earlier one.</summary>
    public IEnumerable<SearchRun> Ranked => _runs.Where(run => run.IsCompleted).OrderBy(Loss).ThenBy(run => run.Number);

    public SearchRun? Best => Ranked.FirstOrDefault(IsAllowed);

    /// <summary>Whether a run keeps the limits.</summary>
    public bool IsAllowed(SearchRun run) => limits?.Allow(run.Result) ?? true;

    /// <summary>
    /// The run to use. The value of a blend is cross-fitted, while the best single run was picked because its value is high:
    /// so the blend wins also when it looks worse by a part of the uncertainty.
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

    /// <summary>The search metric as a loss: smaller is better, whatever the metric's own direction.</summary>
    public double Loss(SearchRun run) => metric.HigherIsBetter ? -run.Result.Validation!.Value : run.Result.Validation!.Value;

    /// <summary>The runs that may become part of a blend: the best, and the best few of each family, which are wrong in other places than the rest.</summary>
    public IReadOnlyList<SearchRun> Candidates(int count)
    {
        SearchRun[] ranked = [.. Ranked.Where(run => run.Result.Trainer != TrainerFamilies.Ensemble && IsAllowed(run))];
        var bestOfFamilies = ranked.Where(run => run.Result.Trainer != TrainerFamilies.Baseline).GroupBy(run => run.Result.Trainer).SelectMany(family => family.Take(OfEachFamily));
        return [.. ranked.Take(count).Union(bestOfFamilies)];
    }

    /// <summary>Lets go of the models of all that cannot become part of a blend.</summary>
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

    /// <summary>The configurations of a family that completed, with their losses, in the order of the runs.</summary>
    public IReadOnlyList<(Configuration Configuration, double Loss)> History(string family) =>
        [.. _runs.Where(run => run.IsCompleted && run.Result.Trainer == family)
            .Select(run => (new Configuration(run.Result.Trainer, run.Result.Title, run.Result.Parameters), Loss(run)))];

    /// <summary>Configurations of a family that were tried, whatever became of them.</summary>
    public IReadOnlyList<Configuration> Attempts(string family) =>
        [.. _runs.Where(run => run.Result.Trainer == family).Select(run => new Configuration(run.Result.Trainer, run.Result.Title, run.Result.Parameters))];

    public int Failures(string family) => _runs.Count(run => run.Result.Trainer == family && run.Result.State == RunState.Failed);
}
