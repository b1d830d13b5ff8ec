using Microsoft.ML;
using Microsoft.ML.Data;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Trainers;

public sealed class TrainerTests
{
    [Theory]
    [InlineData(TrainerFamilies.LightGbm, "bought")]
    [InlineData(TrainerFamilies.LightGbm, "level")]
    [InlineData(TrainerFamilies.LightGbm, "amount")]
    [InlineData(TrainerFamilies.Linear, "bought")]
    [InlineData(TrainerFamilies.Linear, "level")]
    [InlineData(TrainerFamilies.Linear, "amount")]
    [InlineData(TrainerFamilies.NeuralNet, "bought")]
    [InlineData(TrainerFamilies.NeuralNet, "level")]
    [InlineData(TrainerFamilies.NeuralNet, "amount")]
    [InlineData(TrainerFamilies.Forest, "bought")]
    [InlineData(TrainerFamilies.Forest, "level")]
    [InlineData(TrainerFamilies.Forest, "amount")]
    [InlineData(TrainerFamilies.FastForest, "bought")]
    [InlineData(TrainerFamilies.FastForest, "level")]
    [InlineData(TrainerFamilies.FastForest, "amount")]
    public void Train_EachFamilyAndTask_BeatsTheBaselineAndPredictsWhatItsPipelinesScore(string family, string target)
    {
        var setup = SmallTable.Setup(target);
        var features = new FeatureStore(setup);
        using var binned = new LightGbmData(setup);
        using var trainer = Create(family, setup, features, binned);
        using var baseline = new BaselineTrainer(setup);
        var metric = new FoldMetric(setup);

        var run = trainer.Train(Configuration(family, setup), SmallTable.Limits())!;

        var floor = metric.MeanLoss(baseline.Train(BaselineTrainer.Configuration(setup.Target.Shape), SmallTable.Limits()).Predictions);
        Assert.True(metric.MeanLoss(run.Predictions) < floor - 0.15, $"{metric.MeanLoss(run.Predictions)} against {floor}");
        var validation = features.Inputs.Take(setup.Split.Folds[0].Validation);
        Assert.Equal(run.Pipelines[0].Score(validation), run.Predictions[0].Values);
    }

    [Theory]
    [InlineData(TrainerFamilies.LightGbm)]
    [InlineData(TrainerFamilies.Linear)]
    [InlineData(TrainerFamilies.Forest)]
    [InlineData(TrainerFamilies.FastForest)]
    [InlineData(TrainerFamilies.NeuralNet)]
    public void Refit_SettledConfiguration_ScoresLikeItsFolds(string family)
    {
        var setup = SmallTable.Setup("bought");
        var features = new FeatureStore(setup);
        using var binned = new LightGbmData(setup);
        using var trainer = Create(family, setup, features, binned);
        var run = trainer.Train(Configuration(family, setup), SmallTable.Limits())!;

        var pipeline = trainer.Refit(run.Configuration with { Parameters = run.Parameters }, SmallTable.Limits())!;

        var test = features.Inputs.Take(setup.Split.Test);
        var bag = WeightedEnsemble.Bag(run.Pipelines).Score(test);
        var difference = pipeline.Score(test).Zip(bag).Average(pair => Math.Abs(pair.First - pair.Second));
        Assert.InRange(difference, 0, 0.1);
    }

    [Theory]
    [InlineData("bought")]
    [InlineData("level")]
    public void Train_ForestOfClasses_LeavesHoldSharesOfTheirClass(string target)
    {
        var setup = SmallTable.Setup(target);
        var features = new FeatureStore(setup);
        using var binned = new LightGbmData(setup);
        using var trainer = new ForestTrainer(setup, features, binned);

        var run = trainer.Train(ForestTrainer.Configuration(setup), SmallTable.Limits())!;

        var settled = run.Configuration with { Parameters = run.Parameters };
        var (slope, intercept) = (settled.Number("calibration_slope", 0), settled.Number("calibration_intercept", 0));
        var forest = Assert.IsType<TreeEnsemble>(run.Pipelines[0].Model);
        double[] shares = [.. forest.Trees.SelectMany(tree => tree.LeafValue).Select(leaf => (leaf - intercept) / slope)];
        Assert.All(shares, share => Assert.InRange(share, -1e-5, 1 + 1e-5));
        // Leaves of three rows of one class are common.
        Assert.Equal(0, shares.Min(), 1e-5);
        Assert.Equal(1, shares.Max(), 1e-5);
    }

    [Fact]
    public void Train_TimeIsUp_GivesNoModel()
    {
        var setup = SmallTable.Setup("bought");
        using var binned = new LightGbmData(setup);
        using var trainer = new LightGbmTrainer(setup, new FeatureStore(setup), binned);
        var limits = SmallTable.Limits() with { Clock = new SearchClock(TimeProvider.System, TimeSpan.Zero), Deadline = TimeSpan.Zero };

        Assert.Null(trainer.Train(Configuration(TrainerFamilies.LightGbm, setup), limits));
    }

    [Fact]
    public void Train_AfterOneRun_KeepsTimeToMakeTheModelOfTheNext()
    {
        var setup = PlanMaker.Make(SmallTable.Make(), SmallTable.Spec("amount") with { Validation = new ValidationSpec(ValidationKind.Holdout) });
        var clock = new SearchClock(new SecondsPerLook(), TimeSpan.FromHours(1));
        RunLimits Seconds(int seconds) => new(clock, clock.Elapsed + TimeSpan.FromSeconds(seconds), 1, CancellationToken.None);
        using var binned = new LightGbmData(setup);
        using var trainer = new LightGbmTrainer(setup, new FeatureStore(setup), binned);
        var configuration = Configuration(TrainerFamilies.LightGbm, setup).With(BoostingSettings.LearningRate, 0.02);

        // Training reads the clock once a round. Creating the model takes one second, for any number of rounds.
        var first = trainer.Train(configuration, Seconds(5))!;
        var second = trainer.Train(configuration, Seconds(120))!;
        using var fresh = new LightGbmTrainer(setup, new FeatureStore(setup), binned);
        var alone = fresh.Train(configuration, Seconds(120))!;

        Assert.All([first, second, alone], run => Assert.True(run.CutShort));
        Assert.InRange(Rounds(second), Rounds(first) + 1, Rounds(alone) - 5);
    }

    [Fact]
    public void ForestFit_ConvertedTrees_SayWhatMicrosoftMlSays()
    {
        var setup = SmallTable.Setup("amount");
        var fold = new FeatureStore(setup).Folds(FeatureKind.Linear, SmallTable.Limits())![0];
        var settings = new ForestSettings(20, 30, 3, 0.5, 1);

        var trees = ForestFit.Fit(fold.Train, fold.TrainTargets, settings, 1);
        var model = new TreeEnsemble(trees, fold.Train.Width, 1, true, Link.Identity);
        var ours = new double[fold.Train.Rows];
        model.Score(fold.Train, ours);

        var context = new MLContext(settings.Seed);
        var data = ForestFit.View(context, fold.Train, fold.TrainTargets);
        float[] theirs = [.. ForestFit.Train(context, data, settings, 1).Transform(data).GetColumn<float>("Score")];
        Assert.Equal(20, trees.Count);
        for (var row = 0; row < ours.Length; row++)
        {
            Assert.Equal(theirs[row], ours[row], 1e-4 * Math.Max(1, Math.Abs(theirs[row])));
        }
    }

    /// <summary>A constant does not rank. Constants that differ by fold would, and in the wrong direction.</summary>
    [Fact]
    public void Train_Baseline_ScoresAsOneConstantDoes()
    {
        var setup = SmallTable.Setup("bought");
        using var trainer = new BaselineTrainer(setup);

        var predictions = OutOfFold.Combine(setup.Split, trainer.Train(BaselineTrainer.Configuration(setup.Target.Shape), SmallTable.Limits()).Predictions);

        var actuals = setup.Actuals.Take(setup.Split.ValidatedRows);
        var positives = actuals.Values.Average();
        double Value(string metric) => Metrics.Get(ModelTask.Binary, metric).Compute(actuals, predictions);
        Assert.Equal(0.5, Value("auc"), 12);
        Assert.Equal(positives, Value("averagePrecision"), 12);
        Assert.Equal(0.5, Value("balancedAccuracy"), 12);
        Assert.Equal(Math.Max(positives, 1 - positives), Value("accuracy"), 12);
    }

    [Fact]
    public void Train_BaselineByTime_KnowsNoLaterRows()
    {
        var table = new Table([SmallTable.Numbers("day", ColumnType.Date, Enumerable.Range(0, 100).Select(row => 86_400.0 * row)), SmallTable.Numbers("x", ColumnType.Number, Enumerable.Range(0, 100).Select(row => row * 7 % 11 / 2.0)), SmallTable.Numbers("y", ColumnType.Number, Enumerable.Range(0, 100).Select(row => row + 0.5))]);
        var setup = PlanMaker.Make(table, new ExperimentSpec
        {
            Target = "y",
            Validation = new ValidationSpec(ValidationKind.Time, Column: "day"),
        });
        using var trainer = new BaselineTrainer(setup);

        var predictions = trainer.Train(BaselineTrainer.Configuration(setup.Target.Shape), SmallTable.Limits()).Predictions;

        var known = setup.Actuals.Take(setup.Split.Folds[0].Train).Values.Average();
        Assert.All(predictions, fold => Assert.All(fold.Values, value => Assert.Equal(known, value, 12)));
    }

    private static int Rounds(TrainedRun run) => (int)run.Parameters[BoostingSettings.Rounds].Number!.Value;

    private static ITrainer Create(string family, SearchSetup setup, FeatureStore features, LightGbmData binned) => Find(family).Create(setup, features, binned);

    private static Configuration Configuration(string family, SearchSetup setup) => Find(family).Portfolio(setup)[0];

    private static TrainerFamily Find(string family) => TrainerFamilies.All.Single(row => row.Name == family);

    /// <summary>A clock that advances by one second at each reading.</summary>
    private sealed class SecondsPerLook : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_looks;
    }
}
