using MathNet.Numerics.Distributions;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>For few texts: how rarely a classifier that guesses would tell current from reference texts less well than ours does (normal approximation of Mann and Whitney 1947).</summary>
public sealed class DomainClassifierPercentileTest : IDriftTest
{
    public string Name => "perc_text_content_drift";

    public string Title => "Domain classifier percentile";

    public string Meaning => "How rarely guessing would tell current from training texts as well as a classifier does. Near 1 means drift.";

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
