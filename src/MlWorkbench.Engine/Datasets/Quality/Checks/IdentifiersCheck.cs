namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns that identify rows, by the role inferred at import.</summary>
internal sealed class IdentifiersCheck : IQualityCheck
{
    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "identifiers";

    public void Inspect(InspectedColumn column)
    {
        if (column.Role == ColumnRole.Identifier)
        {
            _columns.Add(new(column.Name, (double)column.Distinct / Math.Max(1, column.Present), $"{QualityText.Count(column.Distinct)} different values in {QualityText.Rows(column.Present)}"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "identifies" : "identify")} the row and "
                + $"{(_columns.Count == 1 ? "does" : "do")} not describe it: {QualityText.Names([.. _columns.Select(column => column.Column)])}.",
                "Exclude them from the features; the search does so automatically. "
                + "If several rows belong to one customer or machine, validate by group with this column.",
                "distinct values per row",
                _columns);
        }
    }
}
