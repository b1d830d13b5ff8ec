using MlWorkbench.Engine.Evaluations.Classification;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Evaluates a model on one set of rows: all metrics of the task with their intervals, curves, and the search metric per segment.</summary>
public static class RunEvaluator
{
    private const int ResidualPoints = 1_000;

    /// <param name="segmentColumns">Columns whose levels form segments, with the same rows. If it has no columns, no segments are evaluated.</param>
    /// <param name="metric">The search metric, which is first in the results and is computed per segment.</param>
    /// <param name="seed">Seed for bootstrapped intervals and the sample of residuals.</param>
    public static SplitEvaluation Evaluate(Actuals actuals, Predictions predictions, Table segmentColumns, IMetric metric, int seed)
    {
        var evaluation = new SplitEvaluation
        {
            Rows = actuals.Rows,
            Metrics = AllMetrics(actuals, predictions, metric, seed),
            Segments = SegmentEvaluator.Evaluate(actuals, predictions, segmentColumns, metric, seed),
        };
        var curves = TaskDefinitions.Of(actuals.Task).Curves;
        if (curves.HasFlag(TaskCurves.Ranking))
        {
            evaluation = WithRanking(evaluation, actuals, predictions);
        }

        if (curves.HasFlag(TaskCurves.Confusion))
        {
            evaluation = evaluation with { Confusion = Confusion(actuals, predictions) };
        }

        return curves.HasFlag(TaskCurves.Residuals) ? evaluation with { Residuals = Residuals(actuals, predictions, seed) } : evaluation;
    }

    private static List<MetricValue> AllMetrics(Actuals actuals, Predictions predictions, IMetric first, int seed) =>
        [.. Metrics.For(actuals.Task)
            .OrderByDescending(metric => metric.Name == first.Name)
            .Select(metric => metric.Evaluate(actuals, predictions, seed))
            .OfType<MetricValue>()];

    private static SplitEvaluation WithRanking(SplitEvaluation evaluation, Actuals actuals, Predictions predictions)
    {
        var ranked = RankedScores.Of(actuals, predictions);
        return evaluation with
        {
            Roc = RankingCurves.Roc(ranked),
            PrecisionRecall = RankingCurves.PrecisionRecall(ranked),
            Calibration = RankingCurves.Calibration(ranked),
        };
    }

    private static ConfusionMatrix Confusion(Actuals actuals, Predictions predictions) =>
        new(actuals.Classes, ConfusionCounts.Of(actuals, predictions), actuals.Shape.HasPositiveClass ? predictions.Threshold : null);

    private static Curve Residuals(Actuals actuals, Predictions predictions, int seed)
    {
        var rows = RowSample.Draw(actuals.Rows, ResidualPoints, new Random(seed));
        return new Curve(
            [.. rows.Select(row => predictions.Values[row])],
            [.. rows.Select(row => actuals.Values[row] - predictions.Values[row])]);
    }
}
