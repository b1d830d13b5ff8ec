using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Converts contributions to the raw scores of all classes to log-odds. The log-odds of a class are its raw score minus the logarithm of the summed
/// exponentials of the others. The effect of a feature on the latter is averaged over the straight line from the base values to the scores (the
/// Aumann-Shapley value, as in integrated gradients, Sundararajan, Taly and Yan 2017).
/// </summary>
internal static class SoftmaxContributions
{
    private const int Steps = 32;

    /// <param name="contributions">For each class one raw contribution per feature and, last, the base value. The result replaces them in log-odds.</param>
    public static void ToLogOdds(Span<double> contributions, int width)
    {
        var classes = contributions.Length / width;
        var raw = contributions.ToArray();
        var distances = new double[classes];
        for (var i = 0; i < classes; i++)
        {
            distances[i] = Sum(raw.AsSpan(i * width, width - 1));
        }

        var weights = new double[classes];
        for (var i = 0; i < classes; i++)
        {
            AverageShares(raw, width, distances, i, weights);
            var part = contributions.Slice(i * width, width);
            for (var other = 0; other < classes; other++)
            {
                for (var feature = 0; other != i && feature < width - 1; feature++)
                {
                    part[feature] -= weights[other] * raw[(other * width) + feature];
                }
            }

            part[^1] -= LogOfOthers(raw, width, i);
        }
    }

    /// <summary>The share of every other class among the others, averaged over the line.</summary>
    private static void AverageShares(double[] raw, int width, double[] distances, int without, double[] weights)
    {
        Array.Clear(weights);
        var shares = new double[weights.Length];
        for (var step = 0; step < Steps; step++)
        {
            var gone = (step + 0.5) / Steps;
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] = i == without ? double.NegativeInfinity : raw[((i + 1) * width) - 1] + (gone * distances[i]);
            }

            Links.Softmax(shares);
            for (var i = 0; i < shares.Length; i++)
            {
                weights[i] += shares[i] / Steps;
            }
        }
    }

    private static double LogOfOthers(double[] raw, int width, int without)
    {
        var largest = double.NegativeInfinity;
        for (var i = 0; i < raw.Length / width; i++)
        {
            largest = i == without ? largest : Math.Max(largest, raw[((i + 1) * width) - 1]);
        }

        var sum = 0.0;
        for (var i = 0; i < raw.Length / width; i++)
        {
            sum += i == without ? 0 : Math.Exp(raw[((i + 1) * width) - 1] - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
