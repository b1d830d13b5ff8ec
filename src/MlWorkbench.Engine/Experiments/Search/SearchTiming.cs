using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Divides the budget: the duration of training, the duration of a run, and the learning rate of boosting.</summary>
/// <param name="evaluatesAll">Whether all runs are evaluated at the end, not only the winner.</param>
internal sealed class SearchTiming(SearchSetup setup, SearchClock clock, FeatureStore features, bool evaluatesAll)
{
    /// <summary>Number of boosted-tree runs that a budget should allow. Fewer, finer runs find less; more, coarser runs are each worse.</summary>
    private const int RunsWanted = 24;

    /// <summary>Share of the budget reserved for blending and evaluating.</summary>
    private const double WinnerShare = 0.07;
    private const double AllRunsShare = 0.15;

    /// <summary>Maximum share of the budget reserved for retraining on all rows.</summary>
    private const double MostRefitShare = 0.35;
    private const int RefitRuns = 3;

    /// <summary>A refit uses more rows than a fold.</summary>
    public const double RefitCost = 1.3;

    private const double FirstRunShare = 0.4;

    /// <summary>Minimum time for the first model, in seconds. A short search of a large table has no better use of its time.</summary>
    private const double FirstRunSeconds = 2;
    private const double MostOfRemaining = 0.4;

    /// <summary>A network spreads its training over all its time, so it gets less time.</summary>
    private const double NetworkShare = 0.15;
    private const double SmallestRunShare = 0.01;

    /// <summary>A run that ends before this share of its usual time has little value.</summary>
    private const double WorthwhileShare = 0.5;

    private const double PlainRate = 0.05;
    private const double FirstRate = 0.1;
    private const double FinestRate = 0.02;
    private const double CoarsestRate = 0.2;

    /// <summary>Whether too little time remains for another run.</summary>
    public bool IsOver(Leaderboard leaderboard) =>
        Left(leaderboard) < Math.Max(TypicalSeconds(leaderboard) * WorthwhileShare, clock.Budget.TotalSeconds * SmallestRunShare);

    /// <summary>
    /// Time limit of a run: a share of the remaining time, so that a slow run cannot use up the search, but at least the usual duration of runs.
    /// If the number of runs is limited, or a single model is requested, only the budget ends a run.
    /// </summary>
    public RunLimits Limits(Configuration next, Leaderboard leaderboard, CancellationToken stop)
    {
        if (setup.Spec.MaxRuns is not null || setup.Spec.Limits is { Interpretable: true })
        {
            return All(leaderboard, stop);
        }

        var left = Left(leaderboard);
        var most = HasModel(leaderboard)
            ? Math.Max(left * MostOfRemaining, Math.Min(left, TypicalSeconds(leaderboard) * 1.5))
            : Math.Max(left * FirstRunShare, Math.Min(left, FirstRunSeconds));
        if (next.Trainer == TrainerFamilies.NeuralNet)
        {
            most = Math.Min(most, clock.Budget.TotalSeconds * NetworkShare);
        }

        return new RunLimits(clock, clock.Elapsed + TimeSpan.FromSeconds(most), setup.Spec.Threads, stop);
    }

    /// <summary>The entire time left for training.</summary>
    public RunLimits All(Leaderboard leaderboard, CancellationToken stop) => new(clock, TrainingEnd(leaderboard), setup.Spec.Threads, stop);

    /// <summary>
    /// Returns the configuration with a learning rate that the budget allows. Slower learning gives better trees as long as early stopping is reached.
    /// If the number of runs is limited, the rate is fixed, so that equal seeds give equal leaderboards.
    /// </summary>
    public Configuration Paced(Configuration configuration, Leaderboard leaderboard)
    {
        if (configuration.Trainer != TrainerFamilies.LightGbm)
        {
            return configuration;
        }

        var rate = setup.Spec.MaxRuns is null ? AffordableRate(leaderboard) : PlainRate;
        return configuration.With(BoostingSettings.LearningRate, Configuration.Round(rate));
    }

    private double Left(Leaderboard leaderboard) => (TrainingEnd(leaderboard) - clock.Elapsed).TotalSeconds;

    /// <summary>Median duration of the boosted-tree runs so far. 0 before the first.</summary>
    private static double TypicalSeconds(Leaderboard leaderboard)
    {
        double[] seconds = [.. leaderboard.Runs.Where(run => run.IsCompleted && run.Result.Trainer == TrainerFamilies.LightGbm).Select(run => run.Result.Seconds).Order()];
        return seconds.Length == 0 ? 0 : seconds[seconds.Length / 2];
    }

    private static bool HasModel(Leaderboard leaderboard) => leaderboard.Runs.Any(run => run.IsCompleted && run.Result.Trainer != TrainerFamilies.Baseline);

    private double FinishShare => evaluatesAll ? AllRunsShare : WinnerShare;

    private TimeSpan TrainingEnd(Leaderboard leaderboard) =>
        (clock.Budget * (1 - FinishShare)) - TimeSpan.FromSeconds(setup.BagsFolds || !HasModel(leaderboard) ? 0 : RefitSeconds(leaderboard));

    /// <summary>Time to retrain as many of the best runs as a share of the budget allows. If it does not allow one, training gets all of it.</summary>
    private double RefitSeconds(Leaderboard leaderboard)
    {
        var (kept, needed) = (0.0, features.Seconds * RefitCost);
        foreach (var run in leaderboard.Ranked.Take(RefitRuns))
        {
            needed += run.Result.Seconds * RefitCost;
            if (needed > clock.Budget.TotalSeconds * MostRefitShare)
            {
                break;
            }

            kept = needed;
        }

        return kept;
    }

    private double AffordableRate(Leaderboard leaderboard)
    {
        var runs = leaderboard.Runs.Where(run => run.IsCompleted && run.Result.Trainer == TrainerFamilies.LightGbm).Select(run => run.Result).ToArray();
        if (runs.Length == 0)
        {
            return FirstRate;
        }

        // The time of a run is proportional to 1 / rate. A run that ended early would have taken longer.
        var secondsAtOne = runs.Average(run => (run.Reason is null ? 1 : 2) * run.Seconds * new Configuration("", "", run.Parameters).Number(BoostingSettings.LearningRate, FirstRate));
        return Math.Clamp(secondsAtOne * RunsWanted / (clock.Budget.TotalSeconds * (1 - FinishShare)), FinestRate, CoarsestRate);
    }
}
