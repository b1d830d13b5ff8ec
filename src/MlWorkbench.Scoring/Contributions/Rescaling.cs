namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Carries contributions through a rising function of the score: each is stretched by how much the function stretched the way
/// from base value to score, so that they still add up (the rescale rule of DeepLIFT, Shrikumar et al. 2017).
/// </summary>
internal static class Rescaling
{
    private const double Step = 1e-6;

    /// <param name="contributions">One per feature and, last, the base value.</param>
    public static void Apply(Span<double> contributions, Func<double, double> function)
    {
        var baseValue = contributions[^1];
        var distance = 0.0;
        foreach (var contribution in contributions[..^1])
        {
            distance += contribution;
        }

        var end = Math.Abs(distance) < Step ? baseValue + Step : baseValue + distance;
        var stretch = (function(end) - function(baseValue)) / (end - baseValue);
        foreach (ref var contribution in contributions[..^1])
        {
            contribution *= stretch;
        }

        contributions[^1] = function(baseValue);
    }
}
