using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>
/// Selects the next configurations: the portfolio, then local search around the best boosted trees and, for a share of the time, the best networks.
/// </summary>
internal sealed class CandidateSource(SearchSetup setup, IReadOnlySet<string> families)
{
    private const int MostFailures = 3;

    /// <summary>Networks improve more slowly than trees. If their quality is close, a blend gains more from them.</summary>
    private const double NetworkShare = 0.25;

    /// <summary>Share of the distance from the baseline to the best run.</summary>
    private const double NearTheBest = 0.05;

    private readonly Queue<Configuration> _portfolio = new(Portfolio.Of(setup, families));

    private readonly SearchSpace[] _spaces =
    [
        .. TrainerFamilies.All.Where(family => families.Contains(family.Name)).Select(family => family.Space?.Invoke(setup)).OfType<SearchSpace>(),
    ];

    /// <summary>The next configuration. Null if none is left to try.</summary>
    public Configuration? Next(Leaderboard leaderboard)
    {
        while (_portfolio.TryDequeue(out var next))
        {
            if (leaderboard.Failures(next.Trainer) < MostFailures && !IsDone(next, leaderboard))
            {
                return next;
            }
        }

        return NextSpace(leaderboard) is { } space
            ? new LocalSearch(space, setup.Spec.Seed).Propose(leaderboard.History(space.Family), leaderboard.Attempts(space.Family))
            : null;
    }

    private SearchSpace? NextSpace(Leaderboard leaderboard)
    {
        SearchSpace[] open = [.. _spaces.Where(space => leaderboard.Failures(space.Family) < MostFailures)];
        var networks = open.FirstOrDefault(space => space.Family == TrainerFamilies.NeuralNet);
        var wantsNetwork = open.Length > 1
            && IsNearTheBest(leaderboard, TrainerFamilies.NeuralNet)
            && Effort(leaderboard, TrainerFamilies.NeuralNet) < NetworkShare * open.Sum(space => Effort(leaderboard, space.Family));
        return wantsNetwork ? networks : open.FirstOrDefault();
    }

    private static bool IsNearTheBest(Leaderboard leaderboard, string family)
    {
        var losses = leaderboard.Ranked.ToLookup(run => run.Result.Trainer, leaderboard.Loss);
        if (!losses.Contains(family) || !losses.Contains(TrainerFamilies.Baseline))
        {
            return false;
        }

        var (best, baseline) = (losses.Min(runs => runs.Min()), losses[TrainerFamilies.Baseline].Min());
        return losses[family].Min() - best <= NearTheBest * (baseline - best);
    }

    /// <summary>
    /// Seconds used by a family so far. If the number of runs is limited, the number of its runs: seconds would make the leaderboard depend on the machine.
    /// </summary>
    private double Effort(Leaderboard leaderboard, string family) =>
        leaderboard.Runs.Where(run => run.Result.Trainer == family).Sum(run => setup.Spec.MaxRuns is null ? run.Result.Seconds : 1);

    /// <summary>Whether an earlier attempt at this search contains this run, with all requested parameters.</summary>
    private static bool IsDone(Configuration next, Leaderboard leaderboard) =>
        leaderboard.Runs.Any(run => run.Result.Trainer == next.Trainer && run.Result.Title == next.Title
            && next.Parameters.All(asked => run.Result.Parameters.TryGetValue(asked.Key, out var had) && had == asked.Value));
}
