using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

public class MetricsTests
{
    [Theory]
    [InlineData("auc", 0.8061806180618062)]
    [InlineData("averagePrecision", 0.808273487941933)]
    [InlineData("logLoss", 0.532673947312246)]
    [InlineData("brier", 0.1801182237600923)]
    [InlineData("accuracy", 0.71)]
    [InlineData("balancedAccuracy", 0.7099709970997099)]
    [InlineData("f1", 0.7070707070707071)]
    [InlineData("precision", 0.7070707070707071)]
    [InlineData("recall", 0.7070707070707071)]
    [InlineData("mcc", 0.41994199419941997)]
    public void Compute_Binary_EqualsScikitLearn(string name, double golden) =>
        Assert.Equal(golden, Metrics.Get(ModelTask.Binary, name).Compute(SampleModels.Binary, SampleModels.BinaryPredictions), 1e-12);

    [Theory]
    [InlineData("logLoss", 0.9531102375010508)]
    [InlineData("accuracy", 0.54)]
    [InlineData("balancedAccuracy", 0.5392212042920338)]
    [InlineData("macroF1", 0.5395407741864434)]
    [InlineData("macroAuc", 0.7166178109507096)]
    public void Compute_Multiclass_EqualsScikitLearn(string name, double golden) =>
        Assert.Equal(golden, Metrics.Get(ModelTask.Multiclass, name).Compute(SampleModels.Multiclass, SampleModels.MulticlassPredictions), 1e-12);

    [Theory]
    [InlineData("rmse", 1.4928998626833616)]
    [InlineData("mae", 1.293)]
    [InlineData("r2", 0.7392887522266101)]
    [InlineData("medianAbsoluteError", 1.3)]
    [InlineData("mape", 0.08959056539548005)]
    public void Compute_Regression_EqualsScikitLearn(string name, double golden) =>
        Assert.Equal(golden, Metrics.Get(ModelTask.Regression, name).Compute(SampleModels.Regression, SampleModels.RegressionPredictions), 1e-12);

    [Theory]
    [InlineData("auc", 0.7471397088061562, 0.8652215273174562)]
    [InlineData("accuracy", 0.6436252189922268, 0.7684597439293211)]
    [InlineData("precision", 0.6110382270180278, 0.7876336750548921)]
    [InlineData("recall", 0.6110382270180278, 0.7876336750548921)]
    [InlineData("logLoss", 0.46395516558268, 0.6115710206370032)]
    public void Interval_Binary_EqualsScipy(string name, double low, double high)
    {
        var interval = Metrics.Get(ModelTask.Binary, name).Interval(SampleModels.Binary, SampleModels.BinaryPredictions, 1)!.Value;
        Assert.Equal(low, interval.Low, 1e-9);
        Assert.Equal(high, interval.High, 1e-9);
    }

    [Theory]
    [InlineData(ModelTask.Binary)]
    [InlineData(ModelTask.Multiclass)]
    [InlineData(ModelTask.Regression)]
    public void Evaluate_EveryMetricOfTheTask_HoldsItsValueInItsInterval(ModelTask task)
    {
        var (actuals, predictions) = task switch
        {
            ModelTask.Binary => (SampleModels.Binary, SampleModels.BinaryPredictions),
            ModelTask.Multiclass => (SampleModels.Multiclass, SampleModels.MulticlassPredictions),
            _ => (SampleModels.Regression, SampleModels.RegressionPredictions),
        };
        Assert.All(Metrics.For(task), metric =>
        {
            var value = metric.Evaluate(actuals, predictions, 1)!;
            Assert.InRange(value.Value, value.Low!.Value, value.High!.Value);
            Assert.True(value.High - value.Low > 1e-6);
            Assert.Equal(value, metric.Evaluate(actuals, predictions, 1));
        });
    }

    [Fact]
    public void Evaluate_AucWithOneClass_IsNotDefined()
    {
        var actuals = new Actuals(ModelTask.Binary, [1, 1, 1], ["No", "Yes"]);
        Assert.Null(Metrics.Get(ModelTask.Binary, "auc").Evaluate(actuals, SampleModels.Probabilities([0.2, 0.5, 0.7]), 1));
    }

    [Fact]
    public void Evaluate_PerfectRanking_StillHasAnInterval()
    {
        var actuals = new Actuals(ModelTask.Binary, [0, 0, 0, 1, 1, 1], ["No", "Yes"]);
        var auc = Metrics.Get(ModelTask.Binary, "auc").Evaluate(actuals, SampleModels.Probabilities([0.1, 0.2, 0.3, 0.7, 0.8, 0.9]), 1)!;
        Assert.Equal(1, auc.Value);
        Assert.InRange(auc.Low!.Value, 0.2, 0.8);
    }

    [Fact]
    public void Evaluate_PerfectRankingOfAnyNumberOfRows_HasAnIntervalThatEndsAtOne()
    {
        Assert.All(Enumerable.Range(2, 300), pairs =>
        {
            var actuals = new Actuals(ModelTask.Binary, [.. Enumerable.Range(0, 2 * pairs).Select(row => row % 2.0)], ["No", "Yes"]);
            var auc = Metrics.Get(ModelTask.Binary, "auc").Evaluate(actuals, SampleModels.Probabilities([.. Enumerable.Range(0, 2 * pairs).Select(row => row % 2 == 0 ? 0.2 : 0.7)]), 1)!;
            Assert.Equal(1, auc.High);
        });
    }

    [Fact]
    public void Compute_LogLossOfASureMistake_IsLargeButFinite()
    {
        var actuals = new Actuals(ModelTask.Binary, [1], ["No", "Yes"]);
        Assert.InRange(Metrics.Get(ModelTask.Binary, "logLoss").Compute(actuals, SampleModels.Probabilities([0])), 36, 37);
    }

    [Fact]
    public void Compute_MapeWithZeroActuals_LeavesThoseRowsOut()
    {
        var actuals = new Actuals(ModelTask.Regression, [0, 10, 20], []);
        Assert.Equal(0.15, Metrics.Get(ModelTask.Regression, "mape").Compute(actuals, new Predictions([5, 9, 24], 1)), 1e-12);
    }

    [Fact]
    public void Get_UnknownName_SaysWhichThereAre()
    {
        var error = Assert.Throws<EngineException>(() => Metrics.Get(ModelTask.Binary, "rmse"));
        Assert.Equal("metric_unknown", error.Code);
        Assert.Contains("averagePrecision", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelTask.Binary, "auc")]
    [InlineData(ModelTask.Multiclass, "logLoss")]
    [InlineData(ModelTask.Regression, "rmse")]
    public void Default_OfATask_IsTheUsualOne(ModelTask task, string name) => Assert.Equal(name, Metrics.Default(task).Name);

    [Fact]
    public void Compute_AucOfAMillionRows_TakesUnderTwoSeconds()
    {
        var random = new Random(1);
        var positive = new double[1_000_000];
        var values = new double[positive.Length];
        for (var i = 0; i < positive.Length; i++)
        {
            positive[i] = random.NextDouble();
            values[i] = random.NextDouble() < positive[i] ? 1 : 0;
        }

        var predictions = SampleModels.Probabilities(positive);
        var auc = Metrics.Get(ModelTask.Binary, "auc").Compute(new Actuals(ModelTask.Binary, values, ["No", "Yes"]), predictions);
        Assert.Equal(5.0 / 6, auc, 0.002);
    }
}
