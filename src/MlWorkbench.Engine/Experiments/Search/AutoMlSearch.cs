using MlWorkbench.Engine.Experiments.Ensembles;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>
/// Runs the search: baseline, known-good configurations, local search until the time runs out, a blend of the best, and an evaluation of the result.
/// One call uses one thread. Training uses the number of threads in the request.
/// </summary>
public sealed class AutoMlSearch : IDisposable
{
    private readonly SearchSetup _setup;
    private readonly SearchClock _clock;
    private readonly Action<SearchEvent> _report;
    private readonly CancellationToken _stop;
    private readonly FeatureStore _features;
    private readonly LightGbmData _binned;
    private readonly Dictionary<string, ITrainer> _trainers;
    private readonly Leaderboard _leaderboard;
    private readonly RunFiles? _files;
    private readonly PackageMaker _packages;
    private readonly ScoringSpeed? _speed;
    private readonly List<Statement> _findings = [];

    /// <param name="clock">Clock of the budget, already started.</param>
    /// <param name="folder">The job's folder, in which each run stores its files. If null, everything stays in memory.</param>
    /// <param name="time">Source of the date in model packages.</param>
    /// <param name="report">Receives each event immediately, on the searching thread.</param>
    /// <param name="stop">Ends the search with the best model so far.</param>
    public AutoMlSearch(SearchSetup setup, SearchClock clock, string? folder, TimeProvider time, Action<SearchEvent> report, CancellationToken stop)
    {
        (_setup, _clock, _report, _stop) = (setup, clock, report, stop);
        _features = new FeatureStore(setup);
        _binned = new LightGbmData(setup);
        _speed = setup.Spec.Limits?.MaxMicrosecondsPerRow is null ? null : new ScoringSpeed(setup, clock, _features);
        _packages = new PackageMaker(setup, _features, time);
        _files = folder is null ? null : new RunFiles(setup, folder, _packages);
        _leaderboard = new Leaderboard(setup.Metric, setup.Spec.Limits);
        _trainers = CreateTrainers();
    }

    public Leaderboard Leaderboard => _leaderboard;

    /// <param name="finished">Runs that an earlier attempt finished. They are not trained again.</param>
    /// <returns>The best run. Null if the search was stopped before a model was trained.</returns>
    public SearchRun? Run(IReadOnlyList<RunResult> finished)
    {
        _report(new SearchPlanned(_setup.Plan with { Findings = [.. _setup.Plan.Findings, .. _findings] }));
        TakeOver(finished);
        Train();
        var finish = new SearchFinish(_setup, _clock, _leaderboard, _trainers, _features, _files, _speed, _report, _stop);
        var best = finish.Run();
        if (best is not null)
        {
            _report(new SearchCompleted(best.Number, _stop.IsCancellationRequested, finish.Findings));
        }

        return best;
    }

    /// <summary>Writes the run's model package.</summary>
    public void WritePackage(SearchRun run, Stream stream) => _packages.Write(stream, run);

    public void Dispose()
    {
        foreach (var trainer in _trainers.Values)
        {
            trainer.Dispose();
        }

        _binned.Dispose();
    }

    private Dictionary<string, ITrainer> CreateTrainers()
    {
        var wanted = _setup.Spec.Trainers is { Count: > 0 } asked ? asked : TrainerFamilies.Selectable;
        if (_setup.Spec.Limits is { Interpretable: true })
        {
            wanted = [.. wanted.Intersect(TrainerFamilies.Interpretable)];
            _findings.Add(Statement.Of("interpretable_only"));
        }

        var hasLightGbm = LightGbmLibrary.IsAvailable(out var reason);
        var families = TrainerFamilies.All.Where(family => family.Name == TrainerFamilies.Baseline || wanted.Contains(family.Replaces ?? family.Name)).ToList();
        if (!hasLightGbm && families.Exists(family => family.NeedsLightGbm))
        {
            _findings.Add(Statement.OfText(reason, LightGbmLibrary.Unavailable));
        }

        return families
            .Where(family => hasLightGbm ? family.Replaces is null : !family.NeedsLightGbm)
            .ToDictionary(family => family.Name, family => family.Create(_setup, _features, _binned));
    }

    private void TakeOver(IReadOnlyList<RunResult> finished)
    {
        foreach (var result in finished.OrderBy(result => result.Number))
        {
            var outOfFold = result.State == RunState.Completed ? _files?.ReadOutOfFold(result.Number) : null;
            _leaderboard.Add(new SearchRun(result, outOfFold, null));
        }
    }

    private void Train()
    {
        var timing = new SearchTiming(_setup, _clock, _features, evaluatesAll: _files is not null);
        var source = new CandidateSource(_setup, _trainers.Keys.ToHashSet());
        var executor = new RunExecutor(_setup, _trainers, _speed, _report);
        var most = _setup.Spec.MaxRuns ?? int.MaxValue;
        while (!_stop.IsCancellationRequested && _leaderboard.Runs.Count(run => run.Result.Trainer != TrainerFamilies.Ensemble) < most)
        {
            var hasModel = _leaderboard.Best is not null;
            if ((hasModel && timing.IsOver(_leaderboard)) || source.Next(_leaderboard) is not { } next)
            {
                return;
            }

            if (!Prepare(next, timing))
            {
                return;
            }

            var number = _leaderboard.NextNumber;
            _report(new RunStarted(number, next.Trainer, next.Title, next.Parameters));
            var run = executor.Execute(number, timing.Paced(next, _leaderboard), timing.Limits(next, _leaderboard, _stop));
            Keep(run);
        }
    }

    /// <summary>Features belong to all runs that share them, so their time is not part of a single run. Returns false if time ran out.</summary>
    private bool Prepare(Configuration next, SearchTiming timing)
    {
        if (_trainers[next.Trainer].FeaturesOf(next) is not { } kind || _features.HasFolds(kind))
        {
            return true;
        }

        _report(new PhaseChanged(Statement.Of("preparing_features")));
        return _features.Folds(kind, timing.All(_leaderboard, _stop)) is not null;
    }

    private void Keep(SearchRun run)
    {
        if (run.IsCompleted && _files is not null)
        {
            run = run with { Result = run.Result with { Files = _files.Write(run) } };
        }

        _leaderboard.Add(run);
        _leaderboard.KeepModelsOfCandidates(EnsembleBuilder.MostCandidates);
        _report(new RunFinished(run.Result));
    }
}
