using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>The median distance between prediction and actual. A few extreme rows do not change it.</summary>
public sealed class MedianAbsoluteError : IMetric
{
    public string Name => "medianAbsoluteError";

    public string Title => "Median absolute error";

    public bool HigherIsBetter => false;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        if (actuals.Rows == 0)
        {
            return double.NaN;
        }

        return Percentiles.At(Sorted(actuals, predictions), 0.5);
    }

    /// <summary>An interval between two order statistics (Conover 1999, section 3.2), valid for any distribution of the errors.</summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var rows = actuals.Rows;
        var half = NormalQuantile.TwoSided95 * Math.Sqrt(rows) / 2;
        var low = (int)Math.Ceiling((rows / 2.0) - half);
        var high = (int)Math.Ceiling((rows / 2.0) + half);
        if (low < 1 || high > rows)
        {
            return null;
        }

        var sorted = Sorted(actuals, predictions);
        return new Interval(sorted[low - 1], sorted[high - 1]);
    }

    private static double[] Sorted(Actuals actuals, Predictions predictions)
    {
        var errors = Errors.Each(actuals, predictions, Math.Abs);
        Array.Sort(errors);
        return errors;
    }
}
