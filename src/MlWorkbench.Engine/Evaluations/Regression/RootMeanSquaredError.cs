using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>Root of the mean squared error, in units of the target.</summary>
public sealed class RootMeanSquaredError : IMetric, IRowInfluence
{
    public string Name => "rmse";

    public string Title => "RMSE";

    public bool HigherIsBetter => false;

    public double Compute(Actuals actuals, Predictions predictions) => Math.Sqrt(Errors.Squares(actuals, predictions) / actuals.Rows);

    /// <summary>The interval of the mean squared error on the log scale, then its root.</summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var squares = Errors.Each(actuals, predictions, error => error * error);
        return MeanInterval.OfPositive(Errors.Squares(actuals, predictions) / actuals.Rows, squares) is { } interval
            ? new Interval(Math.Sqrt(interval.Low), Math.Sqrt(interval.High))
            : null;
    }

    // d(root of m) = dm / (2 root of m)
    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions)
    {
        var twice = 2 * Compute(actuals, predictions);
        return Errors.Each(actuals, predictions, error => twice == 0 ? 0 : error * error / twice);
    }
}
