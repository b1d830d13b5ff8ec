using System.Globalization;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Ensembles;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The steps after the last run: blend the best, retrain on all rows if folds did not cover them, and evaluate.</summary>
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
    private readonly List<Statement> _findings = [];
    private int _refits;
    private bool _hasAllRows;

    public IReadOnlyList<Statement> Findings => _findings;

    /// <returns>The best run. Null if no run has a model.</returns>
    public SearchRun? Run()
    {
        if (leaderboard.Best is null)
        {
            return null;
        }

        // An extended search has a blend of its first part. Later runs need a new blend.
        if (leaderboard.Runs[^1].Result.Trainer != TrainerFamilies.Ensemble)
        {
            AddEnsemble();
        }

        var best = leaderboard.Winner!;
        _findings.Add(Spent());
        if (features.NumbersThatName.Count > 0)
        {
            _findings.Add(Statement.Of("identifiers_as_categories", ("columns", QualityText.Names(features.NumbersThatName, most: 12))));
        }

        if (best.OutOfFold!.Threshold is var threshold && threshold != 0.5)
        {
            _findings.Add(Statement.Of(
                "decision_threshold",
                ("class", setup.Target.Classes[1]),
                ("threshold", threshold),
                ("metric", setup.Metric.Title)));
        }

        features.ReleaseFolds();
        new SearchEvaluation(setup, clock, features.Inputs, files, report, stop).Evaluate(leaderboard, best);
        return best;
    }

    private Statement Spent()
    {
        var families = leaderboard.Runs
            .GroupBy(run => run.Result.Trainer)
            .Select(family => string.Create(CultureInfo.InvariantCulture, $"{family.Key} {family.Count()} in {family.Sum(run => run.Result.Seconds):F1} s"));
        return Statement.Of("runs_by_trainer", ("runs", string.Join(", ", families)));
    }

    private void AddEnsemble()
    {
        SearchRun[] ranked = [.. leaderboard.Candidates(EnsembleBuilder.MostCandidates).Where(run => run.Predictor is not null || files is not null)];
        if (ranked.Length == 0)
        {
            return;
        }

        report(new PhaseChanged(Statement.Of("blending")));
        var started = clock.Elapsed;
        var (members, outOfFold, map) = new EnsembleBuilder(setup).Build(ranked);
        // Selection uses log loss. For two classes it can prefer another run than the metric, with better probabilities.
        if (members.Count == 1 && setup.BagsFolds && map is null && members[0].RunNumber == leaderboard.Best!.Number)
        {
            _findings.Add(Statement.Of("blend_not_better", ("run", members[0].RunNumber)));
            return;
        }

        var actuals = setup.Actuals.Take(setup.Split.ValidatedRows);
        outOfFold = DecisionThreshold.Apply(setup.Metric, actuals, outOfFold);
        var number = leaderboard.NextNumber;
        var title = members.Count > 1 ? $"Blend of {members.Count} runs"
            : map is not null ? $"Run {members[0].RunNumber}, calibrated"
            : setup.BagsFolds ? $"Run {members[0].RunNumber} alone"
            : $"Run {members[0].RunNumber}, for all rows";
        report(new RunStarted(number, TrainerFamilies.Ensemble, title, new Dictionary<string, ParameterValue>()));
        var predictor = Assemble(members, map);
        if (!setup.BagsFolds)
        {
            _findings.Add(Refitted(number, members.Count));
        }

        var run = new SearchRun(
            new RunResult
            {
                Number = number,
                Trainer = TrainerFamilies.Ensemble,
                Title = title,
                State = RunState.Completed,
                Parameters = new Dictionary<string, ParameterValue>(),
                Validation = setup.Metric.Evaluate(actuals, outOfFold, setup.Spec.Seed),
                FoldValues = [],
                Seconds = Math.Round((clock.Elapsed - started).TotalSeconds, 3),
                Members = members,
                MicrosecondsPerRow = speed?.MicrosecondsPerRow(predictor),
            },
            outOfFold,
            predictor);
        if (files is not null)
        {
            run = run with { Result = run.Result with { Files = files.Write(run) } };
        }

        leaderboard.Add(run);
        report(new RunFinished(run.Result));
    }

    private Statement Refitted(int blend, int members) => _refits == members
        ? Statement.Of("members_retrained", ("run", blend))
        : Statement.Of(
            stop.IsCancellationRequested ? "members_not_retrained_stopped" : "members_not_retrained_time",
            ("kept", members - _refits),
            ("members", members),
            ("run", blend));

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
        // The first refit prepares the features of all rows. A refit that cannot finish in time is not started.
        var needed = (run.Seconds + (_hasAllRows ? 0 : features.Seconds)) * SearchTiming.RefitCost;
        var limits = new RunLimits(clock, clock.Budget, setup.Spec.Threads, stop);
        if (limits.IsOver || limits.Remaining.TotalSeconds < needed)
        {
            return null;
        }

        report(new PhaseChanged(Statement.Of("retraining_run", ("run", run.Number))));
        _hasAllRows = true;
        var refitted = trainers[run.Trainer].Refit(new Configuration(run.Trainer, run.Title, run.Parameters), limits);
        _refits += refitted is null ? 0 : 1;
        return refitted;
    }
}
