namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Transforms contributions by an increasing function of the score. Each is scaled by the ratio of the distances from base value to score
/// after and before the function, so that they still sum up (the rescale rule of DeepLIFT, Shrikumar et al. 2017).
/// </summary>
internal static class Rescaling
{
    // If contributions cancel to less than this share of their size, the distance is too short to measure, and the slope at the base value is used.
    private const double ShortestWay = 1e-6;

    /// <param name="contributions">Contributions, one per feature and, last, the base value.</param>
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
