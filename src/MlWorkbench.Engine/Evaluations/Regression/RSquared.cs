using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>
/// Share of the target's variance that the predictions explain. 1 is perfect, 0 equals a constant prediction of the mean, and a negative value is worse than
/// that.
/// </summary>
public sealed class RSquared : IMetric, IRowInfluence
{
    public string Name => "r2";

    public string Title => "R²";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var total = Total(actuals);
        return total == 0 ? double.NaN : 1 - (Errors.Squares(actuals, predictions) / total);
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var value = Compute(actuals, predictions);
        return MeanInterval.Of(value, Influence(actuals, predictions)) is { } interval ? interval with { High = Math.Min(interval.High, 1) } : null;
    }

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions) => Influence(actuals, predictions);

    // A ratio of two means: d(1 - a/b) = -(da - (a/b) db) / b.
    private static double[] Influence(Actuals actuals, Predictions predictions)
    {
        var rows = actuals.Rows;
        var mean = actuals.Values.Average();
        var total = Total(actuals);
        var ratio = Errors.Squares(actuals, predictions) / total;
        var influence = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            var error = actuals.Values[row] - predictions.Values[row];
            var distance = actuals.Values[row] - mean;
            influence[row] = -((error * error) - (ratio * distance * distance)) * rows / total;
        }

        return influence;
    }

    private static double Total(Actuals actuals)
    {
        if (actuals.Rows == 0)
        {
            return 0;
        }

        var mean = actuals.Values.Average();
        return actuals.Values.Sum(value => (value - mean) * (value - mean));
    }
}
