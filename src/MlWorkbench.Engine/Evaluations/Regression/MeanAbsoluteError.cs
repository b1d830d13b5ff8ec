using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>Mean distance between prediction and actual, in units of the target.</summary>
public sealed class MeanAbsoluteError : IMetric, IRowInfluence
{
    public string Name => "mae";

    public string Title => "MAE";

    public bool HigherIsBetter => false;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < actuals.Rows; row++)
        {
            sum += Math.Abs(actuals.Values[row] - predictions.Values[row]);
        }

        return sum / actuals.Rows;
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        MeanInterval.OfPositive(Compute(actuals, predictions), Errors.Each(actuals, predictions, Math.Abs));

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions) => Errors.Each(actuals, predictions, Math.Abs);
}
