namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>For many texts: ROC AUC of a classifier that distinguishes current from reference texts.</summary>
public sealed class DomainClassifierAucTest : IDriftTest
{
    public string Name => "text_content_drift";

    public string Title => "Domain classifier ROC AUC";

    public string Meaning => "Ability of a classifier to distinguish current from training texts by their words. 0.5 means chance, 1 means always.";

    public double Threshold => 0.55;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic > Threshold;

    public double Compute(ColumnPair columns) => DomainClassifier.Judge(columns).Auc;
}
