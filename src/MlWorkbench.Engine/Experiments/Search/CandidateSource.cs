using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>What to train next: the baseline, then known-good configurations of every family from cheap to costly, then local search around the best boosted trees.</summary>
internal sealed class CandidateSource(SearchSetup setup, IReadOnlySet<string> families)
{
    private const int MostFailures = 3;

    private readonly BoostingSpace _space = new(setup);
    private readonly Queue<Configuration> _portfolio = Portfolio(setup, families);

    /// <summary>The next configuration, or null when there is nothing left to try.</summary>
    public Configuration? Next(Leaderboard leaderboard)
    {
        while (_portfolio.TryDequeue(out var next))
        {
            if (leaderboard.Failures(next.Trainer) < MostFailures && !IsDone(next, leaderboard))
            {
                return next;
            }
        }

        return families.Contains(TrainerFamilies.LightGbm) && leaderboard.Failures(TrainerFamilies.LightGbm) < MostFailures
            ? new LocalSearch(_space, setup.Spec.Seed).Propose(leaderboard.History(TrainerFamilies.LightGbm))
            : null;
    }

    private static Queue<Configuration> Portfolio(SearchSetup setup, IReadOnlySet<string> families)
    {
        var task = setup.Target.Task;
        var boosting = new Queue<Configuration>(families.Contains(TrainerFamilies.LightGbm) ? new BoostingSpace(setup).Portfolio() : []);
        var portfolio = new Queue<Configuration>([BaselineTrainer.Configuration(task)]);
        if (boosting.TryDequeue(out var first))
        {
            portfolio.Enqueue(first);
        }

        if (families.Contains(TrainerFamilies.Linear))
        {
            portfolio.Enqueue(LinearTrainer.Configuration(task));
        }

        if (boosting.TryDequeue(out var second))
        {
            portfolio.Enqueue(second);
        }

        var rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        if (families.Contains(TrainerFamilies.FastForest))
        {
            portfolio.Enqueue(FastForestTrainer.Configuration(task, rows));
        }

        while (boosting.TryDequeue(out var next))
        {
            portfolio.Enqueue(next);
        }

        return portfolio;
    }

    /// <summary>Whether an earlier attempt at this search has had this run: its parameters hold all that is asked.</summary>
    private static bool IsDone(Configuration next, Leaderboard leaderboard) =>
        leaderboard.Runs.Any(run => run.Result.Trainer == next.Trainer && run.Result.Title == next.Title
            && next.Parameters.All(asked => run.Result.Parameters.TryGetValue(asked.Key, out var had) && had == asked.Value));
}
