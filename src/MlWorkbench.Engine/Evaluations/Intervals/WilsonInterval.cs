namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>Interval of a proportion (Wilson 1927). Unlike the normal interval, it keeps its coverage for small samples and near 0 and 1.</summary>
internal static class WilsonInterval
{
    public static Interval? Of(double successes, double trials)
    {
        if (trials <= 0)
        {
            return null;
        }

        const double z = NormalQuantile.TwoSided95;
        var share = successes / trials;
        var denominator = 1 + (z * z / trials);
        var centre = (share + (z * z / (2 * trials))) / denominator;
        var half = z * Math.Sqrt((share * (1 - share) / trials) + (z * z / (4 * trials * trials))) / denominator;
        // The interval of a share of 0 or 1 ends at the share. Rounding must not move the end away from it.
        return new Interval(Math.Min(share, centre - half), Math.Max(share, centre + half)).Clip(0, 1);
    }
}
