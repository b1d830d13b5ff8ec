using MathNet.Numerics.Distributions;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>
/// For few texts: the share of random classifiers that distinguish current from reference texts less well than ours (normal approximation of Mann and Whitney
/// 1947).
/// </summary>
public sealed class DomainClassifierPercentileTest : IDriftTest
{
    public string Name => "perc_text_content_drift";

    public string Title => "Domain classifier percentile";

    public string Meaning => "Share of random guesses that distinguish current from training texts less well than a classifier. A value near 1 means drift.";

    public double Threshold => 0.95;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic > Threshold;

    public double Compute(ColumnPair columns)
    {
        var (auc, reference, current) = DomainClassifier.Judge(columns);
        var deviation = Math.Sqrt((reference + current + 1.0) / (12.0 * reference * current));
        return double.IsNaN(auc) ? auc : Normal.CDF(0.5, deviation, auc);
    }
}
