using MathNet.Numerics.Distributions;

namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>Samples from a binomial distribution at a cost that does not grow with the number of trials.</summary>
internal static class BinomialDraw
{
    // Above this variance, a rounded normal is indistinguishable in an interval of bootstrap percentiles.
    private const double NormalFrom = 25;

    public static int Sample(Random random, double share, int trials)
    {
        if (share > 0.5)
        {
            return trials - Sample(random, 1 - share, trials);
        }

        var mean = trials * share;
        var variance = mean * (1 - share);
        if (variance >= NormalFrom)
        {
            return (int)Math.Clamp(Math.Round(Normal.Sample(random, mean, Math.Sqrt(variance))), 0, trials);
        }

        return Invert(random.NextDouble(), share, trials);
    }

    // Walks up the distribution function until it passes the uniform random number.
    private static int Invert(double uniform, double share, int trials)
    {
        var odds = share / (1 - share);
        var probability = Math.Pow(1 - share, trials);
        var successes = 0;
        while (uniform > probability && successes < trials)
        {
            uniform -= probability;
            successes++;
            probability *= odds * (trials - successes + 1) / successes;
        }

        return successes;
    }
}
