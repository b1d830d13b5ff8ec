using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Matches the rows of two tables by a key.</summary>
internal static class KeyMatcher
{
    /// <exception cref="EngineException">A key column is missing from one of the tables, or two rows of a table have the same key.</exception>
    public static async Task<RowMatch> MatchAsync(ComparedTable from, ComparedTable to, IReadOnlyList<string> key, CancellationToken cancellation)
    {
        Table[] keys = await Task.WhenAll(Task.Run(() => ReadKeyAsync(from, key, cancellation), cancellation), Task.Run(() => ReadKeyAsync(to, key, cancellation), cancellation));
        var (older, newer) = (keys[0], keys[1]);
        var asText = older.Columns
            .Zip(newer.Columns, (a, b) => a is NumericColumn != b is NumericColumn || (a.Type == ColumnType.Date) != (b.Type == ColumnType.Date))
            .ToArray();
        SortedRows[] sorted = await Task.WhenAll(Task.Run(() => Sort(older, asText), cancellation), Task.Run(() => Sort(newer, asText), cancellation));
        var (ofOlder, ofNewer) = (sorted[0], sorted[1]);
        RequireUnique(from, older, ofOlder);
        RequireUnique(to, newer, ofNewer);
        return Match(ofOlder, ofNewer);
    }

    private static async Task<Table> ReadKeyAsync(ComparedTable table, IReadOnlyList<string> key, CancellationToken cancellation)
    {
        try
        {
            return await ArrowTableFile.ReadAsync(table.ArrowFile, key, cancellation);
        }
        catch (EngineException unknown) when (unknown.Code == "unknown_column")
        {
            throw new EngineException("key_unknown", $"There is no column '{unknown.Column}' in {table.Title}. Choose a key that both versions have.", column: unknown.Column);
        }
    }

    private static SortedRows Sort(Table key, bool[] asText)
    {
        var hashes = new RowHashes(key.RowCount);
        var column = new ulong[key.RowCount];
        foreach (var (index, values) in key.Columns.Index())
        {
            ValueHashes.Fill(values, asText[index], column);
            hashes.Add(column);
        }

        return new SortedRows(hashes.Values);
    }

    private static void RequireUnique(ComparedTable table, Table key, SortedRows rows)
    {
        var repeats = rows.Repeats().ToList();
        if (repeats.Count == 0)
        {
            return;
        }

        var first = repeats.MinBy(run => run[1]);
        var names = QualityText.Names([.. key.Columns.Select(column => column.Name)]);
        var values = string.Join(", ", key.Columns.Select(column => column.TextAt(first[0]) is { } text ? QualityText.Quote(text) : "no value"));
        var others = repeats.Sum(run => run.Count) - 2;
        throw new EngineException(
            "key_not_unique",
            $"The key {names} does not identify the rows of {table.Title}: rows {QualityText.Count(first[0] + 1)} and {QualityText.Count(first[1] + 1)} "
            + $"both have {values}"
            + $"{(others == 0 ? "" : $", and {QualityText.Rows(others)} more share a key")}. Choose columns that identify every row, or compare without a key.",
            row: first[1] + 1,
            column: key.Columns[0].Name);
    }

    private static RowMatch Match(SortedRows older, SortedRows newer)
    {
        var fromOf = new int[newer.Rows.Length];
        Array.Fill(fromOf, -1);
        var removed = new List<int>();
        foreach (var (from, to) in SortedRows.Merge(older, newer))
        {
            if (to.Count == 0)
            {
                removed.Add(from[0]);
            }
            else if (from.Count == 1)
            {
                fromOf[to[0]] = from[0];
            }
        }

        removed.Sort();
        var rows = Enumerable.Range(0, fromOf.Length).ToLookup(row => fromOf[row] >= 0);
        int[] matched = [.. rows[true]];
        return new RowMatch(Array.ConvertAll(matched, row => fromOf[row]), matched, [.. rows[false]], [.. removed]);
    }
}
