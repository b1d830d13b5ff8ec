using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Categories with levels in less than 1 % of the rows (the share below which Deepchecks merges levels) and in fewer than 30 rows.</summary>
internal sealed class RareLevelsCheck : IQualityCheck
{
    private const double RareShare = 0.01;
    private const int RareRows = 30;
    private const int Examples = 3;

    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "rare_levels";

    public void Inspect(InspectedColumn column)
    {
        if (column.Values is not CategoricalColumn { Type: ColumnType.Category } levels || column.Role != ColumnRole.Feature)
        {
            return;
        }

        var limit = Math.Min(RareRows, column.Present * RareShare);
        int[] rare = [.. Enumerable.Range(0, column.Counts.Length).Where(code => column.Counts[code] > 0 && column.Counts[code] < limit).OrderBy(code => column.Counts[code]).ThenBy(code => levels.Levels[code], StringComparer.Ordinal)];
        if (rare.Length > 0)
        {
            _columns.Add(new(column.Name, rare.Length, $"{QualityText.Count(rare.Length)} of {QualityText.Count(column.Distinct)} levels, {QualityText.Rows(rare.Sum(code => column.Counts[code]))} in all: {string.Join(", ", rare.Take(Examples).Select(code => $"{QualityText.Quote(levels.Levels[code])} ({QualityText.Count(column.Counts[code])})"))}"));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "has" : "have")} levels in fewer than {RareRows} rows and less than 1 % of "
                + $"the rows: {QualityText.Names([.. _columns.Select(column => column.Column)])}.",
                "Merge misspellings with the intended level, and the remaining levels into 'other'. The search treats the rarest levels as unknown.",
                "rare levels",
                [.. _columns.OrderByDescending(column => column.Value)]);
        }
    }
}
