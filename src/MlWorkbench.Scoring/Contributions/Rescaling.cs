namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Carries contributions through a rising function of the score: each is stretched by how much the function stretched the way
/// from base value to score, so that they still add up (the rescale rule of DeepLIFT, Shrikumar et al. 2017).
/// </summary>
internal static class Rescaling
{
    // Where contributions cancel out to less than this share of their size, the way is too short to measure: the slope at the base value stands in.
    private const double ShortestWay = 1e-6;

    /// <param name="contributions">One per feature and, last, the base value.</param>
    public static void Apply(Span<double> contributions, Func<double, double> function)
    {
        var baseValue = contributions[^1];
        var (distance, size) = (0.0, 0.0);
        foreach (var contribution in contributions[..^1])
        {
            distance += contribution;
            size += Math.Abs(contribution);
        }

        contributions[^1] = function(baseValue);
        if (size == 0)
        {
            return;
        }

        var end = baseValue + (Math.Abs(distance) < ShortestWay * size ? ShortestWay * size : distance);
        var stretch = (function(end) - function(baseValue)) / (end - baseValue);
        foreach (ref var contribution in contributions[..^1])
        {
            contribution *= stretch;
        }
    }
}
