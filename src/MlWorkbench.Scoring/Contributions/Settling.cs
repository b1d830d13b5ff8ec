namespace MlWorkbench.Scoring.Contributions;

/// <summary>Distributes the errors of rounding and numeric integration in proportion to the size of the contributions.</summary>
internal static class Settling
{
    /// <param name="contributions">Contributions, one per feature and, last, the base value.</param>
    public static void Apply(Span<double> contributions, double score)
    {
        var (sum, size) = (contributions[^1], 0.0);
        foreach (var contribution in contributions[..^1])
        {
            sum += contribution;
            size += Math.Abs(contribution);
        }

        if (size == 0)
        {
            contributions[^1] = score;
            return;
        }

        foreach (ref var contribution in contributions[..^1])
        {
            contribution += (score - sum) * (Math.Abs(contribution) / size);
        }
    }
}
