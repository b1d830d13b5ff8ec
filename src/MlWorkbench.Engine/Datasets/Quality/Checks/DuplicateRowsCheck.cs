namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Rows that repeat another row in every column, or in every column except identifiers. Duplicates are not expected (default test of Evidently and Deepchecks).
/// </summary>
internal sealed class DuplicateRowsCheck(int rows) : IQualityCheck
{
    /// <summary>Share of duplicates from which the finding is more than a note.</summary>
    private const double Many = 0.01;

    private readonly RowHashes _all = new(rows);
    private readonly RowHashes _withoutIdentifiers = new(rows);
    private readonly List<string> _identifiers = [];
    private int _features;

    public string Name => "duplicate_rows";

    public void Inspect(InspectedColumn column)
    {
        _all.Add(column.Values);
        if (column.Role == ColumnRole.Identifier)
        {
            _identifiers.Add(column.Name);
        }
        else
        {
            _withoutIdentifiers.Add(column.Values);
            _features++;
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        var exact = CountRepeats(_all.Values);
        if (exact > 0)
        {
            yield return Finding(exact, "in every column");
        }
        else if (_identifiers.Count > 0 && _features > 0 && CountRepeats(_withoutIdentifiers.Values) is > 0 and var repeated)
        {
            yield return Finding(repeated, $"in every column except {QualityText.Names(_identifiers)}");
        }
    }

    private static long CountRepeats(ulong[] hashes)
    {
        var seen = new HashSet<ulong>(hashes.Length);
        return hashes.LongCount(hash => !seen.Add(hash));
    }

    private QualityFinding Finding(long repeats, string where)
    {
        var share = (double)repeats / rows;
        return new QualityFinding(
            Name,
            share >= Many ? QualitySeverity.Warning : QualitySeverity.Note,
            $"{QualityText.Rows(repeats)} ({QualityText.Percent(share)}) {(repeats == 1 ? "repeats" : "repeat")} an earlier row {where}.",
            "Remove repeats that are export errors. A row in both training and test split makes a model look better than it is.",
            "rows",
            []);
    }
}
