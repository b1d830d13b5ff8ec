namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>For many texts: ROC AUC of a classifier that tells current from reference texts.</summary>
public sealed class DomainClassifierAucTest : IDriftTest
{
    public string Name => "text_content_drift";

    public string Title => "Domain classifier ROC AUC";

    public string Meaning => "How well a classifier tells current from training texts by their words: 0.5 is not at all, 1 is always.";

    public double Threshold => 0.55;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic > Threshold;

    public double Compute(ColumnPair columns) => DomainClassifier.Judge(columns).Auc;
}
