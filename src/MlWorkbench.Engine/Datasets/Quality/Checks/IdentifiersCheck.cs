namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns that name a row: the role that the import gave them.</summary>
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
            yield return new QualityFinding(Name, QualitySeverity.Note, $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "names" : "name")} the row rather than describing it: {QualityText.Names([.. _columns.Select(column => column.Column)])}.", "Leave them out of the features; the search does so by itself. If several rows belong to one customer or machine, use its column as the group of the validation.", "distinct values per row", _columns);
        }
    }
}
