namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns with many missing values.</summary>
internal sealed class MissingValuesCheck : IQualityCheck
{
    private const double Some = 0.05;
    private const double Most = 0.5;

    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "missing_values";

    public void Inspect(InspectedColumn column)
    {
        var share = column.Rows == 0 ? 0 : (double)column.Missing / column.Rows;
        // A column without values is reported as constant.
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
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"{QualityText.Columns(most.Count)} {(most.Count == 1 ? "has" : "have")} no value in at least half of the rows: {Names(most)}.",
                "Check whether 'missing' has a meaning ('none', 'not asked'). If so, give it its own value; otherwise exclude the column.",
                "share of rows without a value",
                most) { Exclude = [.. most.Select(column => column.Column)] };
        }

        var some = worstFirst.Where(column => column.Value < Most).ToList();
        if (some.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(some.Count)} {(some.Count == 1 ? "has" : "have")} no value in 5 % to 50 % of the rows: {Names(some)}.",
                "No action is needed: tree models use missing values directly, and the search imputes them for other models. "
                + "Check that values are missing equally often in production.",
                "share of rows without a value",
                some);
        }
    }

    private static string Names(List<ColumnEvidence> columns) => QualityText.Names([.. columns.Select(column => column.Column)]);
}
