using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Numbers more than three interquartile ranges away from the middle half ("far out", Tukey, Exploratory Data Analysis, 1977).</summary>
internal sealed class OutliersCheck : IQualityCheck
{
    private const double Far = 3;

    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "outliers";

    public void Inspect(InspectedColumn column)
    {
        if (column.Type is not (ColumnType.Integer or ColumnType.Number) || column.Role != ColumnRole.Feature || column.Present == 0)
        {
            return;
        }

        var (low, high) = (SortedValues.Quantile(column.Sorted, 0.25), SortedValues.Quantile(column.Sorted, 0.75));
        var reach = Far * (high - low);
        // If most values are equal, the interquartile range is zero and no scale exists.
        if (reach == 0)
        {
            return;
        }

        var outside = column.Sorted.LongCount(value => value < low - reach || value > high + reach);
        if (outside > 0)
        {
            _columns.Add(new(column.Name, (double)outside / column.Present, $"{QualityText.Rows(outside)} ({QualityText.Percent((double)outside / column.Present)}) outside {QualityText.Number(low - reach)} to {QualityText.Number(high + reach)}; the values go from {QualityText.Number(column.Sorted[0])} to {QualityText.Number(column.Sorted[^1])}"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "has" : "have")} values far outside the usual range: "
                + $"{QualityText.Names([.. _columns.OrderByDescending(column => column.Value).Select(column => column.Column)])}.",
                "Check the extremes: wrong units and placeholders such as 999 are errors, long tails are not. Tree models are not affected; "
                + "linear models gain from clipping or a logarithm.",
                "share of values",
                [.. _columns.OrderByDescending(column => column.Value)]);
        }
    }
}
