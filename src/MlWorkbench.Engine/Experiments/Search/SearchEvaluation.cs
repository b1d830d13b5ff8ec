using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>
/// Evaluates completed runs after the search: the best first, then, if runs are stored, the others by rank while time remains. This is the only use of the
/// test split.
/// </summary>
internal sealed class SearchEvaluation(SearchSetup setup, SearchClock clock, Table inputs, RunFiles? files, Action<SearchEvent> report, CancellationToken stop)
{
    /// <summary>Limit for evaluations after a stop request: the best run is evaluated, and little else.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private const double ImportanceShare = 0.03;
    private const double ImportanceShareOfRest = 0.3;
    private const double MostShareOfRest = 0.5;
    private const int FewestImportanceRows = 100;
    private const int MostProbes = 3;
    private static readonly TimeSpan MostOverrun = TimeSpan.FromSeconds(3);

    private readonly Actuals _validated = setup.Actuals.Take(setup.Split.ValidatedRows);
    private readonly Actuals _tested = setup.Actuals.Take(setup.Split.Test);
    private readonly Table _validatedSegments = Segments(setup, setup.Split.ValidatedRows);
    private readonly Table _testedSegments = Segments(setup, setup.Split.Test);
    private readonly Table _testSegmentLevels = SegmentEvaluator.Levels(Segments(setup, setup.Split.Test));
    private readonly int[] _testRowNumbers = Array.ConvertAll(setup.Split.Test, setup.RowNumber);
    private readonly Table _testInputs = inputs.Take(setup.Split.Test);

    public void Evaluate(Leaderboard leaderboard, SearchRun best)
    {
        report(new PhaseChanged(Statement.Of(setup.Split.Test.Length > 0 ? "scoring_test" : "evaluating_best")));
        var end = stop.IsCancellationRequested ? clock.Elapsed + StopPatience : clock.Budget + MostOverrun;
        Evaluate(best, importance: true);
        // The baseline comes next, regardless of its rank. Every verdict on the others compares with it, and scoring it costs nothing.
        var others = leaderboard.Ranked
            .Where(run => run.Number != best.Number && files is not null)
            .OrderBy(run => run.Result.Trainer == TrainerFamilies.Baseline ? 0 : 1)
            .ToArray();
        foreach (var run in others)
        {
            if (clock.Elapsed >= end && run.Result.Trainer != TrainerFamilies.Baseline)
            {
                return;
            }

            Evaluate(run, importance: run.Result.Trainer == TrainerFamilies.Ensemble);
        }
    }

    private void Evaluate(SearchRun run, bool importance)
    {
        var predictor = run.Predictor ?? files?.ReadPredictor(run.Number);
        if (predictor is null)
        {
            return;
        }

        // A row of the test split looks back at the rows before it, including those of the test split, as in production.
        predictor = predictor.WithHistory(setup.Rows);
        var validation = RunEvaluator.Evaluate(_validated, run.OutOfFold!, _validatedSegments, setup.Metric, setup.Spec.Seed);
        var predicted = setup.Split.Test.Length == 0 ? null : Score(predictor, _testInputs, run.OutOfFold!.Threshold);
        var test = predicted is null ? null : RunEvaluator.Evaluate(_tested, predicted, _testedSegments, setup.Metric, setup.Spec.Seed);
        var written = predicted is null ? null : files?.WriteTest(run.Number, new TestPredictions(_testRowNumbers, _tested, predicted, _testSegmentLevels));
        report(new RunEvaluated(run.Number, new RunEvaluation(validation, test, importance ? Importance(predictor, run.OutOfFold!.Threshold) : []), written));
    }

    /// <summary>Importance on as many rows as the time allows. Each shuffle of a column scores them again.</summary>
    private IReadOnlyList<FeatureImportance> Importance(Predictor predictor, double threshold)
    {
        var rows = setup.Split.Test.Length > 0 ? setup.Split.Test : setup.Split.ValidatedRows;
        var share = Math.Max(clock.Budget.TotalSeconds * ImportanceShare, clock.Remaining.TotalSeconds * ImportanceShareOfRest);
        var limit = TimeSpan.FromSeconds(Math.Clamp(share, 0.2, stop.IsCancellationRequested ? StopPatience.TotalSeconds : 20));
        var probe = inputs.Take(Sample(rows, FewestImportanceRows));
        // A search that is already late has less time left for being late. One that ended early takes the time that its smallest sample needs.
        var overrun = Math.Clamp((clock.Remaining + MostOverrun).TotalSeconds, 0, MostOverrun.TotalSeconds);
        var patience = stop.IsCancellationRequested ? 0 : clock.Remaining.TotalSeconds * MostShareOfRest;
        var longest = Math.Max(limit.TotalSeconds + overrun, patience);
        var secondsPerSampleRow = double.PositiveInfinity;
        // The first probe also compiles code, and another program may hold the processor during any of them. The fastest one counts.
        for (var probes = 0; secondsPerSampleRow * FewestImportanceRows > longest; probes++)
        {
            if (probes == MostProbes)
            {
                return [];
            }

            var started = clock.Elapsed;
            predictor.Score(probe);
            var secondsPerRow = (clock.Elapsed - started).TotalSeconds / probe.RowCount;
            secondsPerSampleRow = Math.Min(secondsPerSampleRow, secondsPerRow * inputs.Columns.Count * PermutationImportance.Repeats);
        }

        var sample = Sample(rows, (int)Math.Clamp(limit.TotalSeconds / secondsPerSampleRow, FewestImportanceRows, PermutationImportance.SampleRows));
        return PermutationImportance.Compute(
            inputs.Take(sample),
            setup.Actuals.Take(sample),
            setup.Metric,
            table => Score(predictor, table, threshold),
            setup.Spec.Seed,
            limit,
            CancellationToken.None);
    }

    private int[] Sample(int[] rows, int count) =>
        Array.ConvertAll(RowSample.Draw(rows.Length, count, new Random(setup.Spec.Seed)), position => rows[position]);

    private static Predictions Score(Predictor predictor, Table rows, double threshold) => new(predictor.Score(rows), predictor.Outputs, threshold);

    private static Table Segments(SearchSetup setup, int[] rows) =>
        new([.. setup.Segments.Select(segment => segment.Divide(new Table([.. segment.Definition.Columns.Select(name => setup.Rows[name].Take(rows))])))]);
}
