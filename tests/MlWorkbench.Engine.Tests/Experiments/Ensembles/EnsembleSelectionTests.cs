using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Ensembles;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Ensembles;

public sealed class EnsembleSelectionTests
{
    [Fact]
    public void Select_TwoModelsWithOppositeErrors_ShareTheWeight()
    {
        var actuals = new Actuals(ModelTask.Regression, [1, 2, 3, 4], []);
        Predictions[] models = [new([1.5, 1.5, 3.5, 3.5], 1), new([0.5, 2.5, 2.5, 4.5], 1), new([9, 9, 9, 9], 1)];

        var weights = new EnsembleSelection(actuals, models).Select(50);

        Assert.Equal([0.5, 0.5, 0], weights);
    }

    [Fact]
    public void Select_OneModelIsRight_TakesItAlone()
    {
        var actuals = new Actuals(ModelTask.Binary, [0, 1, 1], ["no", "yes"]);
        Predictions[] models = [new([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 2), new([0.9, 0.1, 0.1, 0.9, 0.2, 0.8], 2)];

        Assert.Equal([0, 1], new EnsembleSelection(actuals, models).Select(50));
    }

    [Fact]
    public void Select_Weights_SumToOneAndNeverDoWorseThanTheBestModel()
    {
        var random = new Random(3);
        var actuals = new Actuals(ModelTask.Regression, [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())], []);
        var models = Enumerable.Range(1, 8).Select(noise => new Predictions([.. actuals.Values.Select(value => value + (noise * 0.1 * (random.NextDouble() - 0.5)))], 1)).ToArray();

        var weights = new EnsembleSelection(actuals, models).Select(50);

        double Error(Predictions model) => model.Values.Zip(actuals.Values).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.Equal(1, weights.Sum(), 1e-9);
        Assert.True(Error(EnsembleBuilder.Blend(models, weights)) <= models.Min(Error));
    }
}
