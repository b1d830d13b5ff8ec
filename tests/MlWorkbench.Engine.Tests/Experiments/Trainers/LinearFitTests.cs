using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Trainers;

/// <summary>Golden numbers: scikit-learn 1.2.1, LogisticRegression(C=1/(0.1·8), tol=1e-12) and Ridge(alpha=0.1·8) on the target divided by its standard deviation.</summary>
public sealed class LinearFitTests
{
    private const double Penalty = 0.1;

    private static readonly FeatureMatrix Features = new([0.5f, 1, 1.5f, -0.5f, -1, 0.25f, 2, 1.5f, -0.5f, -1, 0, 0.75f, 1, -1.5f, -2, 0.5f], 8, 2);

    [Fact]
    public void Fit_Binary_IsLogisticRegression()
    {
        var model = Fit(ModelTask.Binary, [1, 1, 0, 1, 0, 0, 1, 0], ["no", "yes"]);

        AssertClose([1.44112878, -0.01954553], model.Weights);
        AssertClose([-0.32919698], model.Intercepts);
    }

    [Fact]
    public void Fit_Multiclass_IsSoftmaxRegression()
    {
        var model = Fit(ModelTask.Multiclass, [0, 1, 2, 1, 2, 0, 1, 2], ["a", "b", "c"]);

        var outputs = new double[24];
        model.Score(Features, outputs);
        AssertClose([0.55038187, 0.30030679, 0.14931135, 0.10107055, 0.85740129, 0.04152816], outputs[..6]);
    }

    [Fact]
    public void Fit_Regression_IsRidge()
    {
        var model = Fit(ModelTask.Regression, [1, 2.5, -0.5, 4, -1, 0.75, 1.25, -2], []);

        AssertClose([1.3005122, 0.3802518], model.Weights);
        AssertClose([0.4586224867262796], model.Intercepts);
    }

    private static LinearModel Fit(ModelTask task, double[] targets, string[] classes)
    {
        var target = new Target("y", task, classes, null, [], new Actuals(task, targets, classes), []);
        var fit = new LinearFit(Features, targets, target);
        for (var i = 0; i < 20; i++)
        {
            fit.Continue(Penalty, () => false);
        }

        return fit.ToModel(fit.Point.ToArray());
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-3);
        }
    }
}
