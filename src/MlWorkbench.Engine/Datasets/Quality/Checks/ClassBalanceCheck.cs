using MlWorkbench.Engine.Targets;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Classes that are rare. A minority of 1 % to 20 % is a moderate imbalance and below 1 % an extreme one (Google, Machine Learning Crash Course, Imbalanced Datasets);
/// below 5 %, the accuracy is not informative. Fewer than 30 rows are too few to evaluate a class.
/// </summary>
internal sealed class ClassBalanceCheck(Target target) : IQualityCheck
{
    private const double Imbalanced = 0.05;
    private const int FewRows = 30;

    public string Name => "class_balance";

    public void Inspect(InspectedColumn column)
    {
        // This check uses only the target.
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (!target.Shape.HasClasses)
        {
            yield break;
        }

        var counts = new long[target.Classes.Count];
        foreach (var label in target.Actuals.Values)
        {
            counts[(int)label]++;
        }

        var rarest = counts.Min();
        var share = (double)rarest / target.LabelledRows.Length;
        var evidence = Enumerable.Range(0, counts.Length).OrderBy(label => counts[label])
            .Select(label => new ColumnEvidence(target.Column, (double)counts[label] / target.LabelledRows.Length, $"{QualityText.Quote(target.Classes[label])}: {QualityText.Rows(counts[label])} ({QualityText.Percent((double)counts[label] / target.LabelledRows.Length)})")).ToList();
        if (rarest < FewRows)
        {
            var few = counts.Count(count => count < FewRows);
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"{(few == 1 ? "1 class" : $"{QualityText.Count(few)} classes")} of '{target.Column}' {(few == 1 ? "has" : "have")} fewer than {FewRows} "
                + $"rows, the rarest {QualityText.Rows(rarest)}: its quality cannot be estimated reliably.",
                "Collect more rows of rare classes, or merge classes with the same treatment.",
                "share of rows",
                evidence);
        }
        else if (share < Imbalanced)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"The rarest class of '{target.Column}' makes up {QualityText.Percent(share)} of the rows ({QualityText.Rows(rarest)}).",
                "Use ROC AUC, average precision or log loss; accuracy is high even for a model that never predicts this class. "
                + "Choose the threshold by the cost of errors.",
                "share of rows",
                evidence);
        }
    }
}
