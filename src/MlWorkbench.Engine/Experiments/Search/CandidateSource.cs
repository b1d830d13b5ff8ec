using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>What to train next: the baseline, then known-good configurations of every family from cheap to costly, then local search around the best boosted trees.</summary>
internal sealed class CandidateSource(SearchSetup setup, IReadOnlySet<string> families)
{
    private const int MostFailures = 3;
    private const int MostFlags = 64;

    /// <summary>Boosted trees that come before costlier families.</summary>
    private const int BoostingFirst = 3;

    /// <summary>Per second of the budget. FastForest cannot be interrupted: on larger tables it would eat the time in which others find more.</summary>
    private const double MostForestCells = 25_000;

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
            ? new LocalSearch(_space, setup.Spec.Seed).Propose(leaderboard.History(TrainerFamilies.LightGbm), leaderboard.Attempts(TrainerFamilies.LightGbm))
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

        for (var early = 0; early < BoostingFirst && boosting.TryDequeue(out var next); early++)
        {
            portfolio.Enqueue(next);
        }

        if (families.Contains(TrainerFamilies.NeuralNet))
        {
            portfolio.Enqueue(NeuralNetTrainer.Configuration(task));
        }

        while (boosting.TryDequeue(out var next))
        {
            portfolio.Enqueue(next);
        }

        var rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        if (families.Contains(TrainerFamilies.FastForest) && (!families.Contains(TrainerFamilies.LightGbm) || ForestCells(setup) <= MostForestCells * setup.Spec.BudgetSeconds))
        {
            portfolio.Enqueue(FastForestTrainer.Configuration(task, rows));
        }

        return portfolio;
    }

    /// <summary>Work of a forest: rows × features, a category counting as its flags, × forests for the classes.</summary>
    private static double ForestCells(SearchSetup setup)
    {
        var width = setup.Columns.Features.Sum(name => setup.Rows[name] is CategoricalColumn { Levels.Length: <= MostFlags } category ? category.Levels.Length : 1);
        return (double)setup.Split.Folds.Sum(fold => fold.Train.Length) * width * Math.Max(1, setup.Target.Task == ModelTask.Multiclass ? setup.Target.Classes.Count : 1);
    }

    /// <summary>Whether an earlier attempt at this search has had this run: its parameters hold all that is asked.</summary>
    private static bool IsDone(Configuration next, Leaderboard leaderboard) =>
        leaderboard.Runs.Any(run => run.Result.Trainer == next.Trainer && run.Result.Title == next.Title
            && next.Parameters.All(asked => run.Result.Parameters.TryGetValue(asked.Key, out var had) && had == asked.Value));
}
