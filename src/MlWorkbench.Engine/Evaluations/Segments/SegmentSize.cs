namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Checks whether a segment is large enough for a metric, and for a conclusion from it.</summary>
internal static class SegmentSize
{
    private const int RowsForAMetric = 10;
    private const int RowsForAJudgement = 30;
    private const int RarerClassForAJudgement = 5;

    public const string SmallNote = "too few rows to compare";

    public enum Verdict
    {
        /// <summary>Below this size, no metric is computed, because it would be noise.</summary>
        TooSmall,

        /// <summary>Below this size, a metric is computed but no conclusion is drawn from it.</summary>
        Small,

        Enough,
    }

    public static Verdict Of(Actuals actuals, IMetric metric)
    {
        if (actuals.Rows < RowsForAMetric)
        {
            return Verdict.TooSmall;
        }

        return actuals.Rows < RowsForAJudgement || (NeedsBothClasses(actuals, metric) && RarerClass(actuals) < RarerClassForAJudgement)
            ? Verdict.Small
            : Verdict.Enough;
    }

    public static string WhyNoMetric(Actuals actuals, IMetric metric)
    {
        if (actuals.Rows < RowsForAMetric)
        {
            return $"too few rows: at least {RowsForAMetric} are needed";
        }

        return NeedsBothClasses(actuals, metric) && RarerClass(actuals) == 0
            ? $"all rows are {actuals.Classes[(int)actuals.Values[0]]}: {metric.Title} needs both classes"
            : $"{metric.Title} is not defined on these rows";
    }

    private static bool NeedsBothClasses(Actuals actuals, IMetric metric) =>
        actuals.Shape.HasPositiveClass && metric.Name is not ("logLoss" or "brier" or "accuracy");

    private static int RarerClass(Actuals actuals)
    {
        var positives = actuals.Values.Count(value => value == 1);
        return Math.Min(positives, actuals.Rows - positives);
    }
}
