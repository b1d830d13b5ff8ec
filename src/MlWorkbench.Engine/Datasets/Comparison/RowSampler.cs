using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Reads the values of the first added, removed and changed rows.</summary>
internal sealed class RowSampler(
    ComparedTable from,
    ArrowFileInfo older,
    ComparedTable to,
    ArrowFileInfo newer,
    IReadOnlyList<MatchedColumn> columns,
    IReadOnlyList<string> key)
{
    private const int MostRows = 100;
    private const int MostColumns = 40;
    private const int MostCells = 20;
    private const int LongestText = 200;

    public async Task<RowChanges> SampleAsync(RowDifference difference, CancellationToken cancellation) => new()
    {
        Unchanged = difference.Unchanged,
        Added = difference.Added.Count,
        Removed = difference.Removed.Count,
        Changed = difference.Changed?.Count,
        ChangedColumns = difference.ChangedColumns,
        AddedRows = await ReadAsync(to, newer, difference.Added, cancellation),
        RemovedRows = await ReadAsync(from, older, difference.Removed, cancellation),
        ChangedRows = await ReadChangedAsync([.. (difference.Changed ?? []).Take(MostRows)], cancellation),
    };

    private async Task<SampledRows> ReadAsync(ComparedTable table, ArrowFileInfo info, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        int[] sample = [.. rows.Take(MostRows)];
        if (sample.Length == 0)
        {
            return new SampledRows([], []);
        }

        string[] shown = [.. info.Columns.Select(column => column.Name).OrderBy(name => key.Contains(name) ? 0 : 1).Take(MostColumns)];
        var values = await ArrowTableFile.ReadRowsAsync(table.ArrowFile, sample, shown, cancellation);
        return new SampledRows(shown, [.. sample.Select((row, i) => new SampledRow(row + 1, [.. values.Columns.Select(column => Text(column, i))]))]);
    }

    private async Task<IReadOnlyList<ChangedRow>> ReadChangedAsync((int From, int To)[] sample, CancellationToken cancellation)
    {
        if (sample.Length == 0)
        {
            return [];
        }

        int[] fromRows = [.. sample.Select(row => row.From).Order()];
        var before = await ArrowTableFile.ReadRowsAsync(from.ArrowFile, fromRows, [.. columns.Select(column => column.From.Name)], cancellation);
        var after = await ArrowTableFile.ReadRowsAsync(to.ArrowFile, [.. sample.Select(row => row.To)], [.. columns.Select(column => column.To.Name)], cancellation);
        return [.. sample.Select((row, i) => Describe(row, before, Array.BinarySearch(fromRows, row.From), after, i))];
    }

    private ChangedRow Describe((int From, int To) row, Table before, int beforeRow, Table after, int afterRow)
    {
        var changed = before.Columns.Zip(after.Columns).Where(pair => pair.First.TextAt(beforeRow) != pair.Second.TextAt(afterRow)).ToList();
        return new ChangedRow(
            [.. key.Select(name => Text(after[name], afterRow))],
            row.From + 1,
            row.To + 1,
            [.. changed.Take(MostCells).Select(pair => new ChangedCell(pair.Second.Name, Text(pair.First, beforeRow), Text(pair.Second, afterRow)))],
            changed.Count);
    }

    private static string? Text(Column column, int row) => column.TextAt(row) is { Length: > LongestText } text ? string.Concat(text.AsSpan(0, LongestText), "…") : column.TextAt(row);
}
