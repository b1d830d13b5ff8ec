using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Trainers;

public sealed class NeuralNetFitTests
{
    private static readonly NeuralNetSettings Small = new(Units: 16, Layers: 2, Dropout: 0, Decay: 0, Rate: 0.02f);

    [Fact]
    public void TrainEpoch_ExclusiveOr_IsLearnt()
    {
        var random = new Random(1);
        var features = new FeatureMatrix(200, 2);
        var targets = new double[200];
        for (var row = 0; row < 200; row++)
        {
            var (a, b) = (random.Next(2), random.Next(2));
            (features.Row(row)[0], features.Row(row)[1]) = (a == 1 ? 1 : -1, b == 1 ? 1 : -1);
            targets[row] = a ^ b;
        }

        var predictions = Train(ModelTask.Binary, features, targets, ["no", "yes"], epochs: 40).Predict(features);

        Assert.All(Enumerable.Range(0, 200), row => Assert.True(predictions.Row(row)[(int)targets[row]] > 0.95));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TrainEpoch_SameSeed_GivesTheSameModel(int threads)
    {
        var (features, targets) = Line();

        var first = Train(ModelTask.Regression, features, targets, [], epochs: 3, threads).Predict(features).Values;
        var second = Train(ModelTask.Regression, features, targets, [], epochs: 3, threads).Predict(features).Values;

        Assert.Equal(first, second);
    }

    [Fact]
    public void TrainEpoch_TargetsFarFromZero_AreLearntInTheirUnits()
    {
        var (features, targets) = Line();

        var predictions = Train(ModelTask.Regression, features, targets, [], epochs: 60).Predict(features).Values;

        var error = Math.Sqrt(predictions.Zip(targets).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
        Assert.InRange(error, 0, 25);
    }

    /// <summary>Compares the slopes with differences of the loss, weight by weight.</summary>
    [Fact]
    public void Worker_Gradient_IsTheSlopeOfTheLoss()
    {
        const float Step = 1e-2f;
        DenseFit[] Layers() => [new(2, 4, 0.7, new Random(3)), new(4, 3, 0.7, new Random(4))];
        var features = new FeatureMatrix([0.5f, -1, 1.5f, 0.25f], 2, 2);
        double[] targets = [2, 0];
        var layers = Layers();
        var worker = new NeuralNetWorker(layers, TargetLoss.Softmax, 0, 1);
        worker.Run(features, targets, [0, 1]);

        for (var layer = 0; layer < 2; layer++)
        {
            for (var i = 0; i < layers[layer].Size; i++)
            {
                var up = Loss(Moved(Layers(), layer, i, Step), features, targets);
                var down = Loss(Moved(Layers(), layer, i, -Step), features, targets);
                Assert.Equal((up - down) / (2 * Step), worker.Gradients[layer][i], 2e-3);
            }
        }
    }

    /// <summary>A step with a single gradient entry moves only that weight, by the rate.</summary>
    private static DenseFit[] Moved(DenseFit[] layers, int layer, int index, float by)
    {
        var gradient = new float[layers[layer].Size];
        gradient[index] = -Math.Sign(by);
        layers[layer].Step(gradient, 1, Math.Abs(by), 0);
        return layers;
    }

    private static double Loss(DenseFit[] layers, FeatureMatrix features, double[] targets)
    {
        var model = new Scoring.Models.NeuralNetwork([.. layers.Select(layer => layer.ToLayer())], new float[2], Scoring.Models.Link.Softmax);
        var outputs = new double[features.Rows * 3];
        model.Score(features, outputs);
        return Enumerable.Range(0, features.Rows).Sum(row => -Math.Log(outputs[(row * 3) + (int)targets[row]]));
    }

    private static (FeatureMatrix Features, double[] Targets) Line()
    {
        var random = new Random(2);
        var features = new FeatureMatrix(300, 1);
        var targets = new double[300];
        for (var row = 0; row < 300; row++)
        {
            features.Row(row)[0] = (float)((random.NextDouble() * 4) - 2);
            targets[row] = 10_000 + (200 * features.Row(row)[0]);
        }

        return (features, targets);
    }

    private static NeuralNetFit Train(ModelTask task, FeatureMatrix features, double[] targets, string[] classes, int epochs, int threads = 1)
    {
        var target = new Target("y", task, classes, null, [], new Actuals(task, targets, classes), []);
        var fit = new NeuralNetFit(features, targets, target, Small, seed: 1, threads);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            fit.TrainEpoch(((double)epoch / epochs, (epoch + 1.0) / epochs), () => false);
        }

        return fit;
    }
}
