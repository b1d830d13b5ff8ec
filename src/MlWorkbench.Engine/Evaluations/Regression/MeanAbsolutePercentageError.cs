using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>
/// Mean distance between prediction and actual as a share of the actual (0.1 is 10 %). Rows whose actual is 0 have no such share and are skipped.
/// </summary>
public sealed class MeanAbsolutePercentageError : IMetric
{
    public string Name => "mape";

    public string Title => "MAPE";

    public bool HigherIsBetter => false;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var shares = Shares(actuals, predictions);
        return shares.Count == 0 ? double.NaN : shares.Average();
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        MeanInterval.OfPositive(Compute(actuals, predictions), [.. Shares(actuals, predictions)]);

    private static List<double> Shares(Actuals actuals, Predictions predictions)
    {
        var shares = new List<double>(actuals.Rows);
        for (var row = 0; row < actuals.Rows; row++)
        {
            var actual = actuals.Values[row];
            if (actual != 0)
            {
                shares.Add(Math.Abs((actual - predictions.Values[row]) / actual));
            }
        }

        return shares;
    }
}
