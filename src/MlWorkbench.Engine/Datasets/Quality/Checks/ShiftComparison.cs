using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Compares the columns of two groups of rows with the drift tests of the workbench.</summary>
internal sealed class ShiftComparison(int[] first, int[] second)
{
    private const int FewestRows = 50;

    // Among many columns, a few are beyond the threshold of a p-value by chance. A value twice as far beyond it is not chance.
    private const double ClearShift = 2;

    private readonly List<ColumnEvidence> _columns = [];
    private int _tested;

    public void Inspect(InspectedColumn column)
    {
        // Dates and row numbers always advance, and free text requires a classifier.
        if (Math.Min(first.Length, second.Length) < FewestRows || column.Role != ColumnRole.Feature || column.Type is ColumnType.Date or ColumnType.Text)
        {
            return;
        }

        var shift = DriftDetector.Compare(new Table([column.Values.Take(first)]), new Table([column.Values.Take(second)])).Features[0];
        _tested += shift.Error is null ? 1 : 0;
        if (shift.Drifted && shift.Severity >= ClearShift)
        {
            _columns.Add(new(column.Name, shift.Severity, $"{DriftTests.Find(shift.Test!)!.Title} {QualityText.Number(shift.Statistic!.Value)}, threshold {QualityText.Number(shift.Threshold!.Value)}"));
        }
    }

    /// <param name="between">Description of the groups: "between the first and the second half of the file".</param>
    public IEnumerable<QualityFinding> Conclude(string check, string between, string action)
    {
        if (_columns.Count == 0)
        {
            yield break;
        }

        var isWhole = _columns.Count >= _tested * DriftDetector.DatasetThreshold;
        List<ColumnEvidence> worstFirst = [.. _columns.OrderByDescending(column => column.Value)];
        yield return new QualityFinding(
            check,
            isWhole ? QualitySeverity.Warning : QualitySeverity.Note,
            $"{QualityText.Columns(_columns.Count)} of {QualityText.Count(_tested)} {(_columns.Count == 1 ? "differs" : "differ")} {between}: {QualityText.Names([.. worstFirst.Select(column => column.Column)])}.",
            action,
            "multiple of the threshold (1 is the limit)",
            worstFirst);
    }
}
