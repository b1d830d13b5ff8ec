using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Tests.Models;

public sealed class OutputMapTests
{
    [Fact]
    public void Platt_Probability_LineThroughTheLogOdds()
    {
        double[] outputs = [0.8, 0.2];
        new PlattCalibrator(2, 0.5).Apply(outputs);
        // scipy.special.expit(2 * scipy.special.logit(0.2) + 0.5)
        Assert.Equal(0.09341874, outputs[1], 1e-8);
        Assert.Equal(1, outputs.Sum(), 1e-15);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.2, 0.1)]
    [InlineData(0.35, 0.3)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 0.8)]
    public void Isotonic_Score_StraightBetweenItsPoints(double score, double probability)
    {
        double[] outputs = [1 - score, score];
        new IsotonicCalibrator([0.2, 0.5, 0.8], [0.1, 0.5, 0.8]).Apply(outputs);
        Assert.Equal(probability, outputs[1], 1e-12);
    }

    [Fact]
    public void Isotonic_CurveThatFalls_Refused() =>
        Assert.Throws<ArgumentException>(() => new IsotonicCalibrator([0.2, 0.5], [0.5, 0.4]));

    [Fact]
    public void Temperature_AboveOne_LessSure()
    {
        double[] outputs = [0.7, 0.2, 0.1];
        new TemperatureCalibrator(2).Apply(outputs);
        // p = np.array([.7, .2, .1]) ** 0.5; p / p.sum()
        double[] expected = [0.52287938, 0.27949079, 0.19762983];
        Assert.All(outputs.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
    }

    [Fact]
    public void Exponential_LogOfTarget_BackToTheTarget()
    {
        double[] outputs = [Math.Log(1 + 123.0)];
        new ExponentialMap().Apply(outputs);
        Assert.Equal(123, outputs[0], 1e-9);
        outputs[0] = 1e6;
        new ExponentialMap().Apply(outputs);
        Assert.True(double.IsFinite(outputs[0]));
    }

    [Fact]
    public void Predictor_MapThatDoesNotFit_Refused() =>
        Assert.Throws<ArgumentException>(() => new Pipeline(new Scoring.Features.FeaturePipeline([]), new ConstantModel([1]), new PlattCalibrator(1, 0)));
}
