namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Wasserstein-1 distance in standard deviations of the reference (at least 0.001): the average shift of the values.</summary>
public sealed class WassersteinDistanceTest : IDriftTest
{
    private const double SmallestDeviation = 0.001;

    public string Name => "wasserstein";

    public string Title => "Wasserstein distance";

    public string Meaning => "Average shift of the values, in standard deviations of the reference data. A large value means drift.";

    public double Threshold => 0.1;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic >= Threshold;

    public double Compute(ColumnPair columns) =>
        Distance(columns.Reference, columns.Current) / Math.Max(Deviation(columns.Reference), SmallestDeviation);

    // The area between the two distribution functions, accumulated over all values in order.
    private static double Distance(double[] reference, double[] current)
    {
        var (i, j, area) = (0, 0, 0.0);
        var value = SortedNumbers.Smaller(reference, 0, current, 0);
        while (i < reference.Length || j < current.Length)
        {
            var next = SortedNumbers.Smaller(reference, i, current, j);
            area += Math.Abs(((double)i / reference.Length) - ((double)j / current.Length)) * (next - value);
            value = next;
            i = SortedNumbers.SkipValue(reference, i, value);
            j = SortedNumbers.SkipValue(current, j, value);
        }

        return area;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }
}
