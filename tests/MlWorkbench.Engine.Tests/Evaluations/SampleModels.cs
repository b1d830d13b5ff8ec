using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

/// <summary>Predictions by formula, so that Python creates the same ones: see golden.py in this folder.</summary>
internal static class SampleModels
{
    public const int Rows = 200;

    public static Actuals Binary { get; } = new(ModelTask.Binary, Make(i => Uniform(i) < First(i) ? 1 : 0), ["No", "Yes"]);

    public static Predictions BinaryPredictions { get; } = Probabilities(First);

    /// <summary>A second, worse model on the same rows.</summary>
    public static Predictions WorseBinaryPredictions { get; } = Probabilities(i => (0.3 * ((((i * 43) + 7) % 101) + 0.5) / 102) + (0.7 * First(i)));

    public static Predictions MulticlassPredictions { get; } = Shares();

    public static Actuals Multiclass { get; } = new(ModelTask.Multiclass, Make(Class), ["a", "b", "c"]);

    public static Actuals Regression { get; } = new(ModelTask.Regression, Make(i => 10 + (i * 37 % 101 / 10.0)), []);

    public static Predictions RegressionPredictions { get; } = new(Make(i => 10 + (i * 37 % 101 / 10.0) + (((i * 59 % 103) - 51) / 20.0)), 1);

    public static Predictions Probabilities(IReadOnlyList<double> positive) =>
        new([.. positive.SelectMany(p => new[] { 1 - p, p })], 2);

    private static Predictions Probabilities(Func<int, double> positive) => Probabilities(Make(positive));

    private static double First(int i) => ((((i * 37) + 11) % 101) + 0.5) / 102;

    private static double Uniform(int i) => (((i * 61) + 29) % 89) / 89.0;

    private static Predictions Shares()
    {
        var values = new double[Rows * 3];
        for (var i = 0; i < Rows; i++)
        {
            double[] weights = [(i * 37 % 101) + 1, (i * 59 % 103) + 1, (i * 71 % 107) + 1];
            for (var k = 0; k < 3; k++)
            {
                values[(i * 3) + k] = weights[k] / weights.Sum();
            }
        }

        return new Predictions(values, 3);
    }

    private static double Class(int i)
    {
        var row = MulticlassPredictions.Row(i);
        return (Uniform(i) > row[0] ? 1 : 0) + (Uniform(i) > row[0] + row[1] ? 1 : 0);
    }

    private static double[] Make(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(value)];
}
