using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Share of rows whose class is predicted correctly.</summary>
public sealed class Accuracy : IDecisionMetric, IRowInfluence
{
    public string Name => "accuracy";

    public string Title => "Accuracy";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) => (double)Right(actuals, predictions) / actuals.Rows;

    double IDecisionMetric.Of(int[][] counts) => (double)counts.Select((row, k) => row[k]).Sum() / counts.Sum(row => row.Sum());

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        WilsonInterval.Of(Right(actuals, predictions), actuals.Rows);

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions)
    {
        var right = new double[actuals.Rows];
        for (var row = 0; row < right.Length; row++)
        {
            right[row] = IsRight(actuals, predictions, row) ? 1 : 0;
        }

        return right;
    }

    private static int Right(Actuals actuals, Predictions predictions)
    {
        var right = 0;
        for (var row = 0; row < actuals.Rows; row++)
        {
            right += IsRight(actuals, predictions, row) ? 1 : 0;
        }

        return right;
    }

    private static bool IsRight(Actuals actuals, Predictions predictions, int row) =>
        PredictedClass.Of(predictions, row) == (int)actuals.Values[row];
}
