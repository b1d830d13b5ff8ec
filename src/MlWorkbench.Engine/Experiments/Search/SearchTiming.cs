using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Spends the budget: how long training may go on, how long one run may take, and how finely boosting may learn.</summary>
internal sealed class SearchTiming(SearchSetup setup, SearchClock clock)
{
    /// <summary>Share of the budget kept for blending, refitting and evaluating.</summary>
    private const double FinishShare = 0.08;
    private const double RefitShare = 0.25;
    private const double MostOfRemaining = 0.35;
    private const double SmallestRunShare = 0.01;

    private const double PlainRate = 0.05;
    private const double FirstRate = 0.1;
    private const double FinestRate = 0.02;
    private const double CoarsestRate = 0.2;
    private const int RunsWanted = 15;

    private TimeSpan TrainingEnd => clock.Budget * (1 - FinishShare - (setup.Split.CoversAllRows ? 0 : RefitShare));

    /// <summary>Too little time is left for another run.</summary>
    public bool IsOver(Leaderboard leaderboard)
    {
        var quickest = leaderboard.Runs.Where(run => run.IsCompleted && run.Result.Trainer != TrainerFamilies.Baseline).Select(run => run.Result.Seconds).DefaultIfEmpty().Min();
        return (TrainingEnd - clock.Elapsed).TotalSeconds < Math.Max(quickest, clock.Budget.TotalSeconds * SmallestRunShare);
    }

    /// <summary>A run may take a third of what is left, so that one slow run cannot eat the search.</summary>
    public RunLimits Limits(Leaderboard leaderboard, CancellationToken stop)
    {
        var left = TrainingEnd - clock.Elapsed;
        var share = leaderboard.Runs.Count == 0 ? left : left * MostOfRemaining;
        return new RunLimits(clock, clock.Elapsed + share, setup.Spec.Threads, stop);
    }

    /// <summary>
    /// The configuration with a learning rate that the time allows: slower learning gives better trees as long as early stopping is reached.
    /// With a number of runs asked for, the rate is fixed, so that the same seed gives the same leaderboard.
    /// </summary>
    public Configuration Paced(Configuration configuration, Leaderboard leaderboard)
    {
        if (configuration.Trainer != TrainerFamilies.LightGbm)
        {
            return configuration;
        }

        var rate = setup.Spec.MaxRuns is null ? AffordableRate(leaderboard) : PlainRate;
        return configuration with
        {
            Parameters = new Dictionary<string, string>(configuration.Parameters) { [BoostingSettings.LearningRate] = Configuration.Format(rate) },
        };
    }

    private double AffordableRate(Leaderboard leaderboard)
    {
        var runs = leaderboard.Runs.Where(run => run.IsCompleted && run.Result.Trainer == TrainerFamilies.LightGbm).Select(run => run.Result).ToArray();
        if (runs.Length == 0)
        {
            return FirstRate;
        }

        // Seconds that a run takes at a learning rate of 1; the time a run takes goes with 1 / rate.
        var secondsAtOne = runs.Average(run => run.Seconds * double.Parse(run.Parameters[BoostingSettings.LearningRate], System.Globalization.CultureInfo.InvariantCulture));
        var wanted = Math.Max(0.05, (TrainingEnd - clock.Elapsed).TotalSeconds / RunsWanted);
        return Math.Clamp(secondsAtOne / wanted, FinestRate, CoarsestRate);
    }
}
