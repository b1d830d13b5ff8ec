namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Kullback-Leibler divergence of the current from the reference shares, natural logarithm. Zero shares count as 0.0001.</summary>
public sealed class KullbackLeiblerTest : IDriftTest
{
    public string Name => "kl_div";

    public string Title => "Kullback-Leibler divergence";

    public string Meaning => "Information gain of the current data over the reference data, in nats. 0 means identical distributions.";

    public double Threshold => 0.1;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic >= Threshold;

    public double Compute(ColumnPair columns)
    {
        var reference = FilledShares.Of(columns.Bins.ReferenceShares());
        var current = FilledShares.Of(columns.Bins.CurrentShares());
        var (ofReference, ofCurrent) = (reference.Sum(), current.Sum());
        return reference.Zip(current, (r, c) => r / ofReference * Math.Log(r / ofReference / (c / ofCurrent))).Sum();
    }
}
