using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Tests.Experiments.LightGbm;

public sealed class TreeEnsembleTests
{
    private const int Rows = 1_500;
    private const int Rounds = 40;

    public static TheoryData<string, int, bool, bool> Cases => new()
    {
        // objective, classes, zero as missing, forest
        { "regression", 0, false, false },
        { "regression", 0, true, false },
        { "regression_l1", 0, false, false },
        { "huber", 0, false, false },
        { "binary", 2, false, false },
        { "binary", 2, true, false },
        { "binary", 2, false, true },
        { "cross_entropy", 2, false, false },
        { "multiclass", 4, false, false },
        { "multiclass", 4, true, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Score_SameRowsAsNativeLibrary_EqualToTheLastBit(string objective, int classes, bool zeroMissing, bool forest)
    {
        using var booster = Train(objective, classes, zeroMissing, forest);
        var trees = booster.ToTreeEnsemble();
        foreach (var rows in new[] { SmallData.Create(Rows, classes, 1).Features, SmallData.Strange(Rows, 2) })
        {
            AssertSameOutputs(booster.Predict(rows), ScoreAlone(trees, rows), trees.Outputs);
            AssertSameOutputs(booster.Predict(rows), ScoreTogether(trees, rows), trees.Outputs);
        }
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("tweedie")]
    public void Score_LogarithmOfTarget_EqualToTheLastBit(string objective)
    {
        var data = SmallData.Create(Rows, 0, 1);
        var labels = Array.ConvertAll(data.Labels, label => Math.Abs(label));
        using var dataset = LightGbmDataset.Create(data.Features, labels, [SmallData.CategoricalFeature]);
        using var booster = LightGbmBooster.Create(dataset, Parameters(objective, 0, false));
        TrainRounds(booster);
        AssertSameOutputs(booster.Predict(data.Features), ScoreAlone(booster.ToTreeEnsemble(), data.Features), 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_ReadByNativeLibrary_PredictsTheSame(string objective, int classes, bool zeroMissing, bool forest)
    {
        using var booster = Train(objective, classes, zeroMissing, forest);
        var rows = SmallData.Strange(Rows, 3);
        using var reread = LightGbmBooster.Load(LightGbmTextWriter.Write(booster.ToTreeEnsemble()));
        Assert.Equal(booster.Predict(rows), reread.Predict(rows));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explain_AgainstNativeLibrary_SameShapleyValues(string objective, int classes, bool zeroMissing, bool forest)
    {
        using var booster = Train(objective, classes, zeroMissing, forest);
        var trees = booster.ToTreeEnsemble();
        var rows = SmallData.Create(50, classes, 4).Features;
        var native = booster.Predict(rows, PredictKind.Contributions);
        var raw = booster.Predict(rows, PredictKind.Raw);
        var width = trees.RawScores * (trees.Features + 1);
        var own = new double[width];
        for (var row = 0; row < rows.Rows; row++)
        {
            trees.Explain(rows.Row(row), own);
            for (var i = 0; i < width; i++)
            {
                // LightGBM does not divide a forest's contributions by its number of trees.
                var expected = forest ? native[(row * width) + i] / Rounds : native[(row * width) + i];
                Assert.Equal(expected, own[i], 1e-9);
            }

            for (var score = 0; score < trees.RawScores; score++)
            {
                var sum = own.AsSpan(score * (trees.Features + 1), trees.Features + 1).ToArray().Sum();
                var expected = raw[(row * trees.RawScores) + score];
                Assert.Equal(forest ? expected / Rounds : expected, sum, 1e-9);
            }
        }
    }

    [Fact]
    public void ToTreeEnsemble_FewerRounds_PredictsAsTheNativeLibraryWithFewerRounds()
    {
        using var booster = Train("binary", 2, false, false);
        var rows = SmallData.Create(200, 2, 5).Features;
        AssertSameOutputs(booster.Predict(rows, rounds: 7), ScoreAlone(booster.ToTreeEnsemble(7), rows), 2);
    }

    [Fact]
    public void Create_UnknownObjective_SaysWhatLightGbmSaid()
    {
        var data = SmallData.Create(100, 2, 1);
        using var dataset = LightGbmDataset.Create(data.Features, data.Labels);
        var error = Assert.Throws<EngineException>(() => LightGbmBooster.Create(dataset, new Dictionary<string, object> { ["objective"] = "nonsense" }));
        Assert.Equal("lightgbm_failed", error.Code);
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AddedRows_GivesTheMetricOfTheirPredictions()
    {
        var (train, valid) = (SmallData.Create(Rows, 2, 1), SmallData.Create(300, 2, 9));
        using var dataset = LightGbmDataset.Create(train.Features, train.Labels);
        using var added = LightGbmDataset.Create(valid.Features, valid.Labels, reference: dataset);
        using var booster = LightGbmBooster.Create(dataset, Parameters("binary", 2, false));
        booster.AddValidation(added);
        TrainRounds(booster);
        var predicted = booster.Predict(valid.Features);
        var logLoss = predicted.Zip(valid.Labels, (p, y) => -Math.Log(y > 0 ? p : 1 - p)).Average();
        Assert.Equal(logLoss, Assert.Single(booster.Evaluate(1)), 1e-9);
        Assert.Equal(predicted, booster.PredictAdded(1));
        Assert.Equal(Rounds, booster.Rounds);
    }

    private static LightGbmBooster Train(string objective, int classes, bool zeroMissing, bool forest)
    {
        var data = SmallData.Create(Rows, classes, 1);
        using var dataset = LightGbmDataset.Create(
            data.Features, data.Labels, [SmallData.CategoricalFeature], parameters: new Dictionary<string, object> { ["zero_as_missing"] = zeroMissing });
        var parameters = Parameters(objective, classes, zeroMissing);
        if (forest)
        {
            parameters["boosting"] = "rf";
            parameters["bagging_freq"] = 1;
            parameters["bagging_fraction"] = 0.7;
        }

        var booster = LightGbmBooster.Create(dataset, parameters);
        TrainRounds(booster);
        return booster;
    }

    private static Dictionary<string, object> Parameters(string objective, int classes, bool zeroMissing)
    {
        var parameters = new Dictionary<string, object>
        {
            ["objective"] = objective,
            ["metric"] = classes == 2 ? "binary_logloss" : "",
            ["num_leaves"] = 15,
            ["min_data_in_leaf"] = 5,
            ["min_data_per_group"] = 5,
            ["cat_smooth"] = 1,
            ["deterministic"] = true,
            ["force_row_wise"] = true,
            ["seed"] = 7,
            ["zero_as_missing"] = zeroMissing,
        };
        if (classes > 2)
        {
            parameters["num_class"] = classes;
        }

        return parameters;
    }

    private static void TrainRounds(LightGbmBooster booster)
    {
        for (var round = 0; round < Rounds; round++)
        {
            booster.TrainRound();
        }
    }

    private static double[] ScoreAlone(TreeEnsemble trees, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * trees.Outputs];
        for (var row = 0; row < rows.Rows; row++)
        {
            trees.Score(rows.Row(row), outputs.AsSpan(row * trees.Outputs, trees.Outputs));
        }

        return outputs;
    }

    private static double[] ScoreTogether(TreeEnsemble trees, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * trees.Outputs];
        trees.Score(rows, outputs);
        return outputs;
    }

    // For binary, the native library returns only the probability of the positive class.
    private static void AssertSameOutputs(double[] native, double[] own, int outputs) =>
        Assert.Equal(native, outputs == 2 ? [.. own.Where((_, i) => i % 2 == 1)] : own);
}
