namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>The interval that contains the middle 95 % of bootstrap replicates (Efron 1979).</summary>
internal static class Percentiles
{
    public static Interval? Middle95(double[] replicates)
    {
        var defined = Array.FindAll(replicates, double.IsFinite);
        if (defined.Length < replicates.Length / 2)
        {
            return null;
        }

        Array.Sort(defined);
        return new Interval(At(defined, 0.025), At(defined, 0.975));
    }

    /// <summary>Interpolates linearly between the two nearest values (type 7, as numpy and R).</summary>
    public static double At(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
