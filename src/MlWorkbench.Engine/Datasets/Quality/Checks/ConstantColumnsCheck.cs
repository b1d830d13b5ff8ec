namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns with one value in every row, or in nearly every row, which contain little or no information.</summary>
internal sealed class ConstantColumnsCheck : IQualityCheck
{
    /// <summary>Share of the most frequent value from which a column counts as nearly constant.</summary>
    private const double NearlyConstant = 0.99;

    private readonly List<ColumnEvidence> _constant = [];
    private readonly List<ColumnEvidence> _nearly = [];

    public string Name => "constant_columns";

    public void Inspect(InspectedColumn column)
    {
        if (column.Distinct <= 1)
        {
            _constant.Add(new(column.Name, column.Distinct, column.Distinct == 0 ? "no value in any row" : column.Missing == 0 ? "one value in every row" : $"one value, else missing ({QualityText.Rows(column.Missing)})"));
            return;
        }

        var share = (double)column.MostFrequent / column.Present;
        if (share >= NearlyConstant)
        {
            _nearly.Add(new(column.Name, share, $"{QualityText.Percent(share)} of its values are the same; {QualityText.Rows(column.Present - column.MostFrequent)} differ"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_constant.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"{QualityText.Columns(_constant.Count)} {(_constant.Count == 1 ? "has" : "have")} at most one value: "
                + $"{QualityText.Names([.. _constant.Select(column => column.Column)])}.",
                "Exclude them; the search does so automatically. Check whether the export lost their values.",
                "distinct values",
                _constant) { Exclude = [.. _constant.Select(column => column.Column)] };
        }

        if (_nearly.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(_nearly.Count)} {(_nearly.Count == 1 ? "is" : "are")} nearly constant: "
                + $"{QualityText.Names([.. _nearly.Select(column => column.Column)])}.",
                "Exclude them unless the rare value itself matters.",
                "share of the most frequent value",
                [.. _nearly.OrderByDescending(column => column.Value)]);
        }
    }
}
