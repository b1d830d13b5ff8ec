using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;

namespace MlWorkbench.Application.Reports.Html;

/// <summary>The charts of a report as inline SVG and tables.</summary>
internal static class ReportCharts
{
    /// <summary>The curves and tables that the evaluation has.</summary>
    public static Markup Of(SplitEvaluation judged) => Markup.Of(
        $"{Roc(judged.Roc)}{PrecisionRecall(judged.PrecisionRecall)}{Calibration(judged.Calibration)}{Confusion(judged.Confusion)}{Residuals(judged.Residuals)}");

    public static Markup Importance(IReadOnlyList<FeatureImportance> importance, int most)
    {
        var shown = importance.Where(column => column.Drop > 0).Take(most).ToArray();
        if (shown.Length == 0)
        {
            return Markup.Of($"""<p class="muted">Shuffling any one column did not make the metric worse.</p>""");
        }

        var largest = shown[0].Drop;
        return Markup.Of($"""
            <table><thead><tr><th>Column</th><th class="num">Loss when shuffled</th><th></th></tr></thead><tbody>
            {shown.Select(column => Markup.Of($"""
                <tr><td>{column.Column}</td><td class="num">{MetricText.Number(column.Drop)}{(column.StandardDeviation is { } deviation ? $" ± {MetricText.Number(deviation)}" : "")}</td><td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="fill" x="0" y="1" width="{100 * column.Drop / largest}" height="8"/></svg></td></tr>
                """))}
            </tbody></table>
            """);
    }

    private static Markup Roc(Curve? roc)
    {
        if (roc is null)
        {
            return Markup.Empty;
        }

        var plot = new PlotArea(0, 1, 0, 1);
        return Figure("ROC: share of positives found at each rate of false alarms", plot.Draw(
            "ROC curve", "False positive rate", "True positive rate", plot.Line([0, 1], [0, 1], "reference"), plot.Line(roc.X, roc.Y, "curve")));
    }

    private static Markup PrecisionRecall(Curve? curve)
    {
        if (curve is null)
        {
            return Markup.Empty;
        }

        var plot = new PlotArea(0, 1, 0, 1);
        return Figure("Precision and recall: share of correct alarms at each share of positives found", plot.Draw(
            "Precision-recall curve", "Recall", "Precision", plot.Line(curve.X, curve.Y, "curve")));
    }

    private static Markup Calibration(Curve? calibration)
    {
        if (calibration is null)
        {
            return Markup.Empty;
        }

        var plot = new PlotArea(0, 1, 0, 1);
        return Figure("Calibration: observed rate by predicted probability; on the dashed line both are equal", plot.Draw(
            "Calibration curve", "Predicted probability", "Observed rate",
            plot.Line([0, 1], [0, 1], "reference"), plot.Line(calibration.X, calibration.Y, "curve"), plot.Dots(calibration.X, calibration.Y, 3)));
    }

    private static Markup Residuals(Curve? residuals)
    {
        if (residuals is null || residuals.X.Length < 2)
        {
            return Markup.Empty;
        }

        var (low, high) = Padded(residuals.X);
        var reach = Math.Max(residuals.Y.Max(Math.Abs), double.Epsilon) * 1.05;
        var plot = new PlotArea(low, high, -reach, reach);
        return Figure("Residuals: actual minus predicted; a pattern shows an effect that the model misses", plot.Draw(
            "Residuals by predicted value", "Predicted", "Actual − predicted", plot.Line([low, high], [0, 0], "reference"), plot.Dots(residuals.X, residuals.Y, 1.8)));
    }

    private static (double Low, double High) Padded(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        return low == high ? (low - 1, high + 1) : (low, high);
    }

    private static Markup Confusion(ConfusionMatrix? confusion)
    {
        if (confusion is null)
        {
            return Markup.Empty;
        }

        var threshold = confusion.Threshold is { } value ? $", {confusion.Classes[1]} from a probability of {MetricText.Number(value)}" : "";
        return Figure($"Confusion: actual class by predicted class{threshold}", Markup.Of($"""
            <table class="confusion"><thead><tr><th>Actual \ predicted</th>{confusion.Classes.Select(name => Markup.Of($"<th>{name}</th>"))}</tr></thead><tbody>
            {confusion.Counts.Select((row, actual) => Markup.Of($"<tr><th>{confusion.Classes[actual]}</th>{row.Select((count, predicted) => Cell(count, row.Sum(), actual == predicted))}</tr>"))}
            </tbody></table>
            """));
    }

    private static Markup Cell(int count, int total, bool right)
    {
        var share = total == 0 ? 0 : (double)count / total;
        var shade = (int)Math.Round(share * 4);
        return Markup.Of($"""<td class="num {(right ? "right" : "wrong")}-{shade}">{MetricText.Count(count)}<span class="muted"> {(int)Math.Round(share * 100)} %</span></td>""");
    }

    private static Markup Figure(string caption, Markup content) => Markup.Of($"<figure><figcaption>{caption}</figcaption>{content}</figure>");
}
