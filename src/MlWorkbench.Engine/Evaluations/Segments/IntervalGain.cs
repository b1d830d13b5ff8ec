using MathNet.Numerics.Distributions;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>
/// The difference of two models with known values and intervals only. The intervals are combined by the square-and-add rule (Newcombe 1998). The
/// result is conservative if the rows were the same.
/// </summary>
internal static class IntervalGain
{
    public static MetricGain? Of(MetricValue? candidate, MetricValue? reference)
    {
        if (candidate is not { Low: { } ourLow, High: { } ourHigh } || reference is not { Low: { } theirLow, High: { } theirHigh })
        {
            return null;
        }

        var difference = candidate.Value - reference.Value;
        var below = Distance(candidate.Value - ourLow, theirHigh - reference.Value);
        var above = Distance(ourHigh - candidate.Value, reference.Value - theirLow);
        var pValue = PValue(difference, difference > 0 ? below : above);
        return candidate.HigherIsBetter
            ? new MetricGain(candidate, reference, difference, difference - below, difference + above, pValue)
            : new MetricGain(candidate, reference, -difference, -difference - above, -difference + below, pValue);
    }

    private static double Distance(double first, double second) => Math.Sqrt((first * first) + (second * second));

    // The half of the interval on the side of zero is 1.96 standard errors long.
    private static double PValue(double difference, double half)
    {
        if (half == 0)
        {
            return difference == 0 ? 1 : 0;
        }

        return 2 * Normal.CDF(0, 1, -Math.Abs(difference) / half * NormalQuantile.TwoSided95);
    }
}
