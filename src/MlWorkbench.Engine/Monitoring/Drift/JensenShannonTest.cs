namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Jensen-Shannon distance: the root of the divergence with natural logarithms, 0 to 0.833 (Lin 1991; Endres and Schindelin 2003).</summary>
public sealed class JensenShannonTest : IDriftTest
{
    public string Name => "jensenshannon";

    public string Title => "Jensen-Shannon distance";

    public string Meaning => "Distance of the two distributions, with natural logarithm. 0 means identical, 0.833 means no overlap.";

    public double Threshold => 0.1;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic >= Threshold;

    public double Compute(ColumnPair columns)
    {
        var reference = columns.Bins.ReferenceShares();
        var current = columns.Bins.CurrentShares();
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            var middle = (reference[i] + current[i]) / 2;
            sum += Term(reference[i], middle) + Term(current[i], middle);
        }

        return Math.Sqrt(Math.Max(sum, 0) / 2);
    }

    private static double Term(double share, double middle) => share == 0 ? 0 : share * Math.Log(share / middle);
}
