using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Whether the second half of the file looks like the first one, by the drift tests of the workbench: files are often sorted, or change their source half-way.</summary>
internal sealed class HalvesShiftCheck : IQualityCheck
{
    private const int FewestRows = 100;

    // Among many columns a few pass a p-value by chance; twice as far beyond its threshold is no chance.
    private const double ClearShift = 2;

    private readonly List<ColumnEvidence> _columns = [];
    private int _tested;

    public string Name => "halves_shift";

    public void Inspect(InspectedColumn column)
    {
        // Dates and row numbers move on by nature; free text takes a classifier of its own.
        if (column.Rows < FewestRows || column.Role != ColumnRole.Feature || column.Type is ColumnType.Date or ColumnType.Text)
        {
            return;
        }

        var middle = column.Rows / 2;
        var (first, second) = (Half(column.Values, 0, middle), Half(column.Values, middle, column.Rows - middle));
        var shift = DriftDetector.Compare(first, second).Features[0];
        _tested += shift.Error is null ? 1 : 0;
        if (shift.Drifted && shift.Severity >= ClearShift)
        {
            _columns.Add(new(column.Name, shift.Severity, $"{DriftTests.Find(shift.Test!)!.Title} {QualityText.Number(shift.Statistic!.Value)}, threshold {QualityText.Number(shift.Threshold!.Value)}"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count == 0)
        {
            yield break;
        }

        var isWhole = _columns.Count >= _tested * DriftDetector.DatasetThreshold;
        yield return new QualityFinding(
            Name,
            isWhole ? QualitySeverity.Warning : QualitySeverity.Note,
            $"{QualityText.Columns(_columns.Count)} of {QualityText.Count(_tested)} {(_columns.Count == 1 ? "differs" : "differ")} between the first and the second half of the file: {QualityText.Names([.. _columns.OrderByDescending(column => column.Value).Select(column => column.Column)])}.",
            "If the rows are in the order of time, validate by time. If the file is only sorted, nothing has to be done: the search shuffles.",
            "how far beyond the threshold (1 is the border)",
            [.. _columns.OrderByDescending(column => column.Value)]);
    }

    private static Table Half(Column column, int start, int count) => new([column.Take([.. Enumerable.Range(start, count)])]);
}
