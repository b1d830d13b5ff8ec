using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Tuning;

public sealed class LinearVariantsTests
{
    [Fact]
    public void Train_TargetThatBends_PiecesFollowIt()
    {
        var setup = PlanMaker.Make(Table(x => 10 * Math.Abs(x)), new ExperimentSpec { Target = "y" });
        var features = new FeatureStore(setup);
        using var trainer = new LinearTrainer(setup, features);
        var metric = new FoldMetric(setup);

        var losses = LinearVariants.Of(setup).Select(variant => metric.MeanLoss(trainer.Train(variant, SmallTable.Limits())!.Predictions)).ToArray();

        Assert.Equal(["Ridge regression", "Additive ridge regression"], LinearVariants.Of(setup).Select(variant => variant.Title));
        Assert.True(losses[1] < losses[0] / 5, $"straight {losses[0]}, in pieces {losses[1]}");
    }

    [Fact]
    public void Of_SkewedAmounts_AlsoLearnTheLogarithm()
    {
        var setup = PlanMaker.Make(Table(x => Math.Exp(2 * x)), new ExperimentSpec { Target = "y" });
        var features = new FeatureStore(setup);
        using var trainer = new LinearTrainer(setup, features);
        var metric = new FoldMetric(setup);

        var losses = LinearVariants.Of(setup).Select(variant => metric.MeanLoss(trainer.Train(variant, SmallTable.Limits())!.Predictions)).ToArray();

        Assert.Equal(["Ridge regression", "Additive Poisson regression"], LinearVariants.Of(setup).Select(variant => variant.Title));
        Assert.True(losses[1] < losses[0] / 5, $"as it is {losses[0]}, logarithm {losses[1]}");
    }

    [Fact]
    public void Of_InterpretableOnly_AllFour()
    {
        var setup = PlanMaker.Make(Table(x => Math.Exp(2 * x)), new ExperimentSpec
        {
            Target = "y",
            Limits = new ModelLimits { Interpretable = true },
        });

        Assert.Equal(4, LinearVariants.Of(setup).Select(variant => variant.Title).Distinct().Count());
    }

    private static Table Table(Func<double, double> target)
    {
        var random = new Random(5);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => (random.NextDouble() * 4) - 2)];
        return new Table([new NumericColumn("x", ColumnType.Number, x), new NumericColumn("y", ColumnType.Number, Array.ConvertAll(x, value => target(value)))]);
    }
}
