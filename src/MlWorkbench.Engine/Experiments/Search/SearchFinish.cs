using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Ensembles;
using MlWorkbench.Engine.Experiments.Features;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>What comes after the last run: blend the best, refit on all rows where folds did not cover them, and evaluate.</summary>
internal sealed class SearchFinish(
    SearchSetup setup,
    SearchClock clock,
    Leaderboard leaderboard,
    IReadOnlyDictionary<string, ITrainer> trainers,
    FeatureStore features,
    RunFiles? files,
    ScoringSpeed? speed,
    Action<SearchEvent> report,
    CancellationToken stop)
{
    private readonly List<string> _findings = [];
    private int _refits;
    private bool _hasAllRows;

    public IReadOnlyList<string> Findings => _findings;

    /// <returns>The best run, or null where no run has a model.</returns>
    public SearchRun? Run()
    {
        if (leaderboard.Best is null)
        {
            return null;
        }

        // An extended search has a blend of its first part; runs that came after it deserve a new one.
        if (leaderboard.Runs[^1].Result.Trainer != TrainerFamilies.Ensemble)
        {
            AddEnsemble();
        }

        var best = leaderboard.Winner!;
        _findings.Add(Spent());
        if (best.OutOfFold!.Threshold is var threshold && threshold != 0.5)
        {
            _findings.Add(string.Create(CultureInfo.InvariantCulture, $"'{setup.Target.Classes[1]}' is predicted from a probability of {threshold:F3} on: there {setup.Metric.Title} is highest on validation rows."));
        }

        features.ReleaseFolds();
        new SearchEvaluation(setup, clock, features.Inputs, files, report, stop).Evaluate(leaderboard, best);
        return best;
    }

    private string Spent()
    {
        var families = leaderboard.Runs
            .GroupBy(run => run.Result.Trainer)
            .Select(family => string.Create(CultureInfo.InvariantCulture, $"{family.Key} {family.Count()} in {family.Sum(run => run.Result.Seconds):F1} s"));
        return $"Runs by trainer: {string.Join(", ", families)}.";
    }

    private void AddEnsemble()
    {
        SearchRun[] ranked = [.. leaderboard.Candidates(EnsembleBuilder.MostCandidates).Where(run => run.Predictor is not null || files is not null)];
        if (ranked.Length == 0)
        {
            return;
        }

        report(new PhaseChanged("Blending the best runs"));
        var started = clock.Elapsed;
        var (members, outOfFold, map) = new EnsembleBuilder(setup).Build(ranked);
        if (members.Count == 1 && setup.BagsFolds && map is null)
        {
            _findings.Add($"No blend of runs is better than run {members[0].RunNumber} alone.");
            return;
        }

        var actuals = setup.Actuals.Take(setup.Split.ValidatedRows);
        outOfFold = DecisionThreshold.Apply(setup.Metric, actuals, outOfFold);
        var number = leaderboard.NextNumber;
        var title = members.Count > 1 ? $"Ensemble of {members.Count} runs"
            : map is not null ? $"Run {members[0].RunNumber}, calibrated"
            : $"Run {members[0].RunNumber}, for all rows";
        report(new RunStarted(number, TrainerFamilies.Ensemble, title, new Dictionary<string, string>()));
        var predictor = Assemble(members, map);
        if (!setup.BagsFolds)
        {
            _findings.Add(Refitted(members.Count));
        }

        var run = new SearchRun(
            new RunResult(
                number,
                TrainerFamilies.Ensemble,
                title,
                RunState.Completed,
                new Dictionary<string, string>(),
                setup.Metric.Evaluate(actuals, outOfFold, setup.Spec.Seed),
                [],
                Math.Round((clock.Elapsed - started).TotalSeconds, 3),
                members,
                MicrosecondsPerRow: speed?.MicrosecondsPerRow(predictor)),
            outOfFold,
            predictor);
        if (files is not null)
        {
            run = run with { Result = run.Result with { Files = files.Write(run) } };
        }

        leaderboard.Add(run);
        report(new RunFinished(run.Result));
    }

    private string Refitted(int members) => (_refits, members) switch
    {
        (0, _) => "There was no time to train once more on all rows: the model has learnt from the training rows alone.",
        var (refits, all) when refits == all => "The model has been trained once more on all rows.",
        _ => $"{_refits} of the {members} members have been trained once more on all rows; for the others there was no time.",
    };

    private Predictor Assemble(IReadOnlyList<EnsembleMember> members, OutputMap? map)
    {
        var parts = new List<EnsemblePart>();
        foreach (var (number, weight) in members)
        {
            var run = leaderboard.Runs.First(candidate => candidate.Number == number);
            var predictor = (setup.BagsFolds ? null : Refit(run.Result)) ?? run.Predictor ?? files!.ReadPredictor(number);
            parts.Add(new EnsemblePart(predictor, weight));
        }

        return parts.Count == 1 && map is null ? parts[0].Predictor : new WeightedEnsemble(parts, map);
    }

    private Pipeline? Refit(RunResult run)
    {
        // Features of all rows are prepared by the first refit; a refit that cannot end in time had better not begin.
        var needed = (run.Seconds + (_hasAllRows ? 0 : features.Seconds)) * SearchTiming.RefitCost;
        var limits = new RunLimits(clock, clock.Budget, setup.Spec.Threads, stop);
        if (limits.IsOver || limits.Remaining.TotalSeconds < needed)
        {
            return null;
        }

        report(new PhaseChanged($"Refitting run {run.Number} on all rows"));
        _hasAllRows = true;
        var refitted = trainers[run.Trainer].Refit(new Configuration(run.Trainer, run.Title, run.Parameters), limits);
        _refits += refitted is null ? 0 : 1;
        return refitted;
    }
}
