using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

public class RunEvaluatorTests
{
    private static readonly IMetric Auc = Metrics.Get(ModelTask.Binary, "auc");

    [Fact]
    public void Evaluate_Binary_GivesSearchMetricFirstAndAllCurves()
    {
        var logLoss = Metrics.Get(ModelTask.Binary, "logLoss");
        var evaluation = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([]), logLoss, 1);
        Assert.Equal("logLoss", evaluation.Metrics[0].Name);
        Assert.Equal(10, evaluation.Metrics.Count);
        Assert.Equal((0, 0, 1, 1), (evaluation.Roc!.X[0], evaluation.Roc.Y[0], evaluation.Roc.X[^1], evaluation.Roc.Y[^1]));
        Assert.Equal(1, evaluation.PrecisionRecall!.X[^1]);
        Assert.Equal(200, evaluation.Calibration!.Counts!.Sum());
        Assert.Equal(200, evaluation.Confusion!.Counts.Sum(row => row.Sum()));
        Assert.Equal(0.5, evaluation.Confusion.Threshold);
        Assert.Null(evaluation.Residuals);
    }

    [Fact]
    public void Evaluate_RocOfManyRows_HasAtMost200PointsAndTheSameArea()
    {
        var (actuals, predictions) = Uniform(50_000);
        var roc = RunEvaluator.Evaluate(actuals, predictions, new Table([]), Auc, 1).Roc!;
        var area = Enumerable.Range(1, roc.X.Length - 1).Sum(i => (roc.X[i] - roc.X[i - 1]) * (roc.Y[i] + roc.Y[i - 1]) / 2);
        Assert.InRange(roc.X.Length, 100, 200);
        Assert.Equal(Auc.Compute(actuals, predictions), area, 0.001);
    }

    [Fact]
    public void Evaluate_CalibratedModel_LiesOnTheDiagonal()
    {
        var (actuals, predictions) = Uniform(50_000);
        var calibration = RunEvaluator.Evaluate(actuals, predictions, new Table([]), Auc, 1).Calibration!;
        Assert.Equal(10, calibration.X.Length);
        Assert.All(calibration.X.Zip(calibration.Y), point => Assert.Equal(point.First, point.Second, 0.03));
    }

    [Fact]
    public void Evaluate_Multiclass_CountsEveryPairOfClasses()
    {
        var evaluation = RunEvaluator.Evaluate(
            SampleModels.Multiclass, SampleModels.MulticlassPredictions, new Table([]), Metrics.Default(ModelTask.Multiclass), 1);
        Assert.Equal(108, evaluation.Confusion!.Counts.Select((row, k) => row[k]).Sum());
        Assert.Null(evaluation.Confusion.Threshold);
        Assert.Null(evaluation.Roc);
    }

    [Fact]
    public void Evaluate_Regression_SamplesResiduals()
    {
        var evaluation = RunEvaluator.Evaluate(
            SampleModels.Regression, SampleModels.RegressionPredictions, new Table([]), Metrics.Default(ModelTask.Regression), 1);
        Assert.Equal(200, evaluation.Residuals!.X.Length);
        Assert.Equal(-(((59 % 103) - 51) / 20.0), evaluation.Residuals.Y[1], 1e-12);
    }

    [Fact]
    public void Evaluate_Segments_WorstFirstSmallOnesLastMissingByItself()
    {
        var levels = Enumerable.Range(0, 200).Select(i => i < 100 ? 0 : i < 180 ? 1 : i < 195 ? 2 : i < 198 ? 3 : -1).ToArray();
        var column = new CategoricalColumn("plan", ColumnType.Category, levels, ["a", "b", "c", "d"]);
        var segments = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([column]), Auc, 1).Segments;
        Assert.Equal(5, segments.Count);
        Assert.Equal(200, segments.Sum(segment => segment.Rows));
        Assert.True(segments[0].Metric!.Value <= segments[1].Metric!.Value);
        Assert.Equal(("c", "too few rows to compare"), (segments[2].Level, segments[2].Note));
        Assert.Equal(["d", null], segments.Skip(3).Select(segment => segment.Level).OrderByDescending(level => level).ToArray());
        Assert.All(segments.Skip(3), segment => Assert.Equal((null, "too few rows: at least 10 are needed"), (segment.Metric, segment.Note)));
        var a = segments.Single(segment => segment.Level == "a");
        int[] rows = [.. Enumerable.Range(0, 100)];
        Assert.Equal(Auc.Compute(SampleModels.Binary.Take(rows), SampleModels.BinaryPredictions.Take(rows)), a.Metric!.Value, 1e-12);
        Assert.NotNull(a.Metric.Low);
    }

    [Fact]
    public void Evaluate_NumericSegments_AreQuartiles()
    {
        var column = new NumericColumn("age", ColumnType.Integer, [.. Enumerable.Range(0, 200).Select(i => i == 7 ? double.NaN : i)]);
        var segments = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([column]), Auc, 1).Segments;
        Assert.Equal(
            ["0 – 50", "100 – 150", "150 – 199", "50 – 100"],
            segments.Where(segment => segment.Level is not null).Select(segment => segment.Level!).Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(1, segments.Single(segment => segment.Level is null).Rows);
        Assert.Equal(200, segments.Sum(segment => segment.Rows));
    }

    [Fact]
    public void Evaluate_FewNumbers_AreASegmentEach()
    {
        var column = new NumericColumn("senior", ColumnType.Integer, [.. Enumerable.Range(0, 200).Select(i => (double)(i % 2))]);
        var segments = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([column]), Auc, 1).Segments;
        Assert.Equal(["0", "1"], segments.Select(segment => segment.Level!).Order().ToArray());
    }

    [Fact]
    public void Evaluate_SegmentOfOneClass_SaysSo()
    {
        var codes = SampleModels.Binary.Values.Select(value => (int)value).ToArray();
        var column = new CategoricalColumn("leak", ColumnType.Category, codes, ["low", "high"]);
        var segments = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([column]), Auc, 1).Segments;
        Assert.All(segments, segment => Assert.Null(segment.Metric));
        Assert.Contains(segments, segment => segment.Note == "all rows are Yes: ROC AUC needs both classes");
    }

    [Fact]
    public void Evaluate_ManyLevels_KeepsTheMostFrequent()
    {
        var column = new CategoricalColumn(
            "city", ColumnType.Category, [.. Enumerable.Range(0, 200).Select(i => i % 40)], [.. Enumerable.Range(0, 40).Select(i => $"city {i}")]);
        var segments = RunEvaluator.Evaluate(SampleModels.Binary, SampleModels.BinaryPredictions, new Table([column]), Auc, 1).Segments;
        Assert.Equal(20, segments.Count);
        Assert.Equal(105, segments.Single(segment => segment.Level == "21 other levels").Rows);
    }

    private static (Actuals Actuals, Predictions Predictions) Uniform(int rows)
    {
        var random = new Random(3);
        var positive = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray();
        return (new Actuals(ModelTask.Binary, [.. positive.Select(p => random.NextDouble() < p ? 1.0 : 0)], ["No", "Yes"]), SampleModels.Probabilities(positive));
    }
}
