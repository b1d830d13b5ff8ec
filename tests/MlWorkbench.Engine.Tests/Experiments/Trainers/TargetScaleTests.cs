using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Trainers;

public sealed class TargetScaleTests
{
    private static readonly double[] Amounts = [0, 1, 2, 5, 12];

    [Fact]
    public void Of_Logarithm_LearnsSharesOfTheMeanAndAnswersByExp()
    {
        var scale = TargetScale.Of(ModelTask.Regression, Amounts, logarithmic: true);

        Assert.Equal((TargetLoss.Poisson, Link.Exp), (scale.Loss, scale.Link));
        Assert.Equal([0, 0.25, 0.5, 1.25, 3], scale.Apply(Amounts).Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Of_Numbers_HaveMeanZeroAndDeviationOne()
    {
        var scaled = TargetScale.Of(ModelTask.Regression, Amounts, logarithmic: false).Apply(Amounts);

        Assert.Equal(0, scaled.Average(), 12);
        Assert.Equal(1, scaled.Average(value => value * value), 12);
    }

    [Fact]
    public void Of_NothingButZeros_IsNotALogarithm() =>
        Assert.Equal(TargetLoss.Squared, TargetScale.Of(ModelTask.Regression, [0, 0, 0], logarithmic: true).Loss);

    [Theory]
    [InlineData("Squared", 0.7)]
    [InlineData("Poisson", 0.7)]
    [InlineData("Poisson", -3)]
    [InlineData("Logistic", 0.7)]
    public void ToSlopes_OneScore_IsTheSlopeOfTheLoss(string loss, double score)
    {
        const double Step = 1e-5;
        double Loss(double at) => LinearLoss.ToSlopes(Enum.Parse<TargetLoss>(loss), 1, [at]);
        double[] slope = [score];

        LinearLoss.ToSlopes(Enum.Parse<TargetLoss>(loss), 1, slope);

        Assert.Equal((Loss(score + Step) - Loss(score - Step)) / (2 * Step), slope[0], 1e-8);
    }

    /// <summary>The solution of glm(y ~ x, family = poisson) has Σ(mean − y) = 0 and Σ x (mean − y) = 0 (McCullagh and Nelder 1989, 2.5).</summary>
    [Fact]
    public void Fit_PoissonRegression_SolvesTheScoreEquations()
    {
        double[] x = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
        double[] y = [0, 1, 0, 2, 1, 4, 6, 11];
        var features = new FeatureMatrix(Array.ConvertAll(x, value => (float)value), 8, 1);
        var target = new MlWorkbench.Engine.Targets.Target("y", ModelTask.Regression, [], null, [], new Engine.Evaluations.Actuals(ModelTask.Regression, y, []), []);
        var fit = new LinearFit(features, y, target, logarithmic: true);
        for (var i = 0; i < 20; i++)
        {
            fit.Continue(1e-12, () => false);
        }

        var means = fit.Predict(features).Values;

        Assert.Equal(y.Sum(), means.Sum(), 1e-2);
        Assert.Equal(x.Zip(y, (a, b) => a * b).Sum(), x.Zip(means, (a, b) => a * b).Sum(), 1e-2);
    }
}
