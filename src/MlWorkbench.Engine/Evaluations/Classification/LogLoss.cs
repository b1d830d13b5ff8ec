using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>
/// Mean of −ln(predicted probability of the actual class). A probability of 0 counts as 2.2e-16, so one certain mistake costs 36 and not infinity.
/// </summary>
public sealed class LogLoss : IMetric, IRowInfluence
{
    private const double Smallest = 2.220446049250313e-16;

    public string Name => "logLoss";

    public string Title => "Log loss";

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
        var outputs = predictions.Row(row);
        var sum = 0.0;
        foreach (var output in outputs)
        {
            sum += output;
        }

        return -Math.Log(Math.Clamp(outputs[(int)actuals.Values[row]] / sum, Smallest, 1 - Smallest));
    }
}
