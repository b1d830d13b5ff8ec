namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Population stability index: sum of (r − c) ln(r / c) over the shares of the bins. Zero shares count as 0.0001.</summary>
public sealed class PopulationStabilityTest : IDriftTest
{
    public string Name => "psi";

    public string Title => "Population stability index";

    public string Meaning => "Shift of the shares of the bins. 0 means no shift.";

    public double Threshold => 0.1;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic >= Threshold;

    public double Compute(ColumnPair columns)
    {
        var reference = FilledShares.Of(columns.Bins.ReferenceShares());
        var current = FilledShares.Of(columns.Bins.CurrentShares());
        return reference.Zip(current, (r, c) => (r - c) * Math.Log(r / c)).Sum();
    }
}
