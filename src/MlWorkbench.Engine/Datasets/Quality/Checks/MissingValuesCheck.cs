namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns with many rows without a value.</summary>
internal sealed class MissingValuesCheck : IQualityCheck
{
    private const double Some = 0.05;
    private const double Most = 0.5;

    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "missing_values";

    public void Inspect(InspectedColumn column)
    {
        var share = column.Rows == 0 ? 0 : (double)column.Missing / column.Rows;
        // A column without any value is a constant one.
        if (share >= Some && column.Present > 0)
        {
            _columns.Add(new(column.Name, share, $"{QualityText.Rows(column.Missing)} without a value ({QualityText.Percent(share)})"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        var worstFirst = _columns.OrderByDescending(column => column.Value).ToList();
        var most = worstFirst.Where(column => column.Value >= Most).ToList();
        if (most.Count > 0)
        {
            yield return new QualityFinding(Name, QualitySeverity.Warning, $"{QualityText.Columns(most.Count)} {(most.Count == 1 ? "has" : "have")} no value in half of the rows or more: {Names(most)}.", "Find out whether 'missing' means something ('none', 'not asked'); if so give it a value of its own. Otherwise leave the column out.", "share of rows without a value", most) { Exclude = [.. most.Select(column => column.Column)] };
        }

        var some = worstFirst.Where(column => column.Value < Most).ToList();
        if (some.Count > 0)
        {
            yield return new QualityFinding(Name, QualitySeverity.Note, $"{QualityText.Columns(some.Count)} {(some.Count == 1 ? "has" : "have")} no value in 5 % to 50 % of the rows: {Names(some)}.", "Nothing has to be done: models of trees use missing values as they are, others get them filled in. Check that production will have them as often.", "share of rows without a value", some);
        }
    }

    private static string Names(List<ColumnEvidence> columns) => QualityText.Names([.. columns.Select(column => column.Column)]);
}
