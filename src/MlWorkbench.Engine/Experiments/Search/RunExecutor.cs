using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Executes one run: trains, evaluates out-of-fold predictions, and turns any failure into a row with a reason.</summary>
internal sealed class RunExecutor(SearchSetup setup, IReadOnlyDictionary<string, ITrainer> trainers, ScoringSpeed? speed, Action<SearchEvent> report)
{
    private readonly FoldMetric _metric = new(setup);
    private readonly Actuals _validated = setup.Actuals.Take(setup.Split.ValidatedRows);

    public SearchRun Execute(int number, Configuration configuration, RunLimits limits)
    {
        var started = limits.Clock.Elapsed;
        try
        {
            var trained = trainers[configuration.Trainer].Train(configuration, limits);
            var seconds = (limits.Clock.Elapsed - started).TotalSeconds;
            return trained is null
                ? Without(number, configuration, RunState.Stopped, seconds, Statement.Of("run_out_of_time"))
                : Judge(number, trained, seconds);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (failure is not (EngineException or OutOfMemoryException))
            {
                report(new RunBroke(number, failure.ToString()));
            }

            return Without(number, configuration, RunState.Failed, (limits.Clock.Elapsed - started).TotalSeconds, Reason(failure));
        }
    }

    /// <summary>If every row was validated, the fold models together were trained on all rows. Otherwise the last model was trained on most rows.</summary>
    private SearchRun Judge(int number, TrainedRun trained, double seconds)
    {
        var outOfFold = OutOfFold.Combine(setup.Split, trained.Predictions);
        if (!outOfFold.Values.All(double.IsFinite))
        {
            return Without(number, trained.Configuration, RunState.Failed, seconds, Statement.Of("run_predictions_invalid"));
        }

        outOfFold = DecisionThreshold.Apply(setup.Metric, _validated, outOfFold);

        var predictor = setup.BagsFolds && trained.Pipelines.Count > 1 ? WeightedEnsemble.Bag(trained.Pipelines) : (Predictor)trained.Pipelines[^1];
        var result = new RunResult
        {
            Number = number,
            Trainer = trained.Configuration.Trainer,
            Title = trained.Configuration.Title,
            State = RunState.Completed,
            Parameters = trained.Parameters,
            Validation = setup.Metric.Evaluate(_validated, outOfFold, setup.Spec.Seed),
            FoldValues = [.. _metric.Values([.. trained.Predictions.Select(fold => fold with { Threshold = outOfFold.Threshold })]).Where(double.IsFinite)],
            Seconds = Math.Round(seconds, 3),
            Reason = trained.CutShort ? Statement.Of("run_cut_short") : null,
            MicrosecondsPerRow = speed?.MicrosecondsPerRow(predictor),
        };
        return result.Validation is null
            ? Without(number, trained.Configuration, RunState.Failed, seconds, Statement.Of("run_metric_undefined", ("metric", setup.Metric.Title)))
            : new SearchRun(result, outOfFold, predictor);
    }

    private static SearchRun Without(int number, Configuration configuration, RunState state, double seconds, Statement reason) => new(
        new RunResult
        {
            Number = number,
            Trainer = configuration.Trainer,
            Title = configuration.Title,
            State = state,
            Parameters = configuration.Parameters,
            Validation = null,
            FoldValues = [],
            Seconds = Math.Round(seconds, 3),
            Reason = reason,
        },
        null,
        null);

    private static Statement Reason(Exception failure) => failure switch
    {
        EngineException known => Statement.OfText(known.Message, known.Code),
        OutOfMemoryException => Statement.Of("run_out_of_memory"),
        _ => Statement.Of("run_failed"),
    };
}
