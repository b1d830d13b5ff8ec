using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>
/// Mean squared distance between the probability of the positive class and the outcome (Brier 1950). 0 is perfect; a constant prediction of 50 % has 0.25.
/// </summary>
public sealed class BrierScore : IMetric, IRowInfluence
{
    public string Name => "brier";

    public string Title => "Brier score";

    public bool HigherIsBetter => false;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < actuals.Rows; row++)
        {
            sum += Loss(actuals, predictions, row);
        }

        return sum / actuals.Rows;
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        MeanInterval.OfPositive(Compute(actuals, predictions), Losses(actuals, predictions));

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions) => Losses(actuals, predictions);

    private static double[] Losses(Actuals actuals, Predictions predictions)
    {
        var losses = new double[actuals.Rows];
        for (var row = 0; row < losses.Length; row++)
        {
            losses[row] = Loss(actuals, predictions, row);
        }

        return losses;
    }

    private static double Loss(Actuals actuals, Predictions predictions, int row)
    {
        var distance = predictions.Values[(2 * row) + 1] - actuals.Values[row];
        return distance * distance;
    }
}
