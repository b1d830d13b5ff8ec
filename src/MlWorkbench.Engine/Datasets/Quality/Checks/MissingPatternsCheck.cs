using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Columns that are missing in the same rows, because their common source is absent there.</summary>
internal sealed class MissingPatternsCheck : IQualityCheck
{
    private readonly Dictionary<ulong, List<(string Name, long Missing, int Rows)>> _patterns = [];

    public string Name => "missing_patterns";

    public void Inspect(InspectedColumn column)
    {
        if (column.Missing > 0 && column.Present > 0)
        {
            var pattern = PatternOf(column.Values);
            if (!_patterns.TryGetValue(pattern, out var columns))
            {
                _patterns[pattern] = columns = [];
            }

            columns.Add((column.Name, column.Missing, column.Rows));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        // One row with two missing values can be chance; several are a pattern.
        var shared = _patterns.Values.Where(columns => columns.Count > 1 && columns[0].Missing > 1).OrderByDescending(columns => columns[0].Missing);
        foreach (var columns in shared)
        {
            var (_, missing, rows) = columns[0];
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Names([.. columns.Select(column => column.Name)])} are missing together, in the same {QualityText.Rows(missing)} ({QualityText.Percent((double)missing / rows)}).",
                "Treat them as one: add a column that marks the rows with that source.",
                "rows without a value",
                [.. columns.Select(column => new ColumnEvidence(column.Name, column.Missing, $"missing in the same {QualityText.Rows(column.Missing)}"))]);
        }
    }

    private static ulong PatternOf(Column column)
    {
        ulong hash = 14695981039346656037; // FNV-1a over the numbers of the rows without a value
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row))
            {
                hash = (hash ^ (uint)row) * 1099511628211;
            }
        }

        return hash;
    }
}
