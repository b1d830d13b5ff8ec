using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>A page of the rows of a stored table that meet some conditions.</summary>
/// <param name="Numbers">The position of each row in the stored table, counted from 0.</param>
/// <param name="Total">Number of rows that meet the conditions. If not all rows were checked, the number found so far.</param>
/// <param name="IsWhole">Whether all rows were checked.</param>
public sealed record FilteredRows(Table Rows, IReadOnlyList<int> Numbers, int Total, bool IsWhole = true)
{
    /// <summary>Scans the columns of the conditions batch by batch, then reads the rows of the page.</summary>
    /// <param name="offset">Matching rows before the page.</param>
    /// <param name="columns">The columns to read. If null, all columns.</param>
    /// <param name="whole">If false, the scan ends once the page is full and a further matching row is found.</param>
    public static async Task<FilteredRows> ReadAsync(
        string arrowFile, IReadOnlyList<RowCondition> conditions, int offset, int count, IReadOnlyCollection<string>? columns = null, bool whole = true, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var filter = RowFilter.Create(conditions, info.Columns.Select(column => (column.Name, column.Type)));
        var page = new List<int>();
        var (total, first) = (0, 0);
        await foreach (var batch in ArrowTableFile.ReadBatchesAsync(arrowFile, filter.Columns, cancellation))
        {
            var matching = filter.Matching(batch);
            var skipped = Math.Clamp(offset - total, 0, matching.Length);
            foreach (var row in matching.AsSpan(skipped, Math.Min(matching.Length - skipped, Math.Max(0, count - page.Count))))
            {
                page.Add(first + row);
            }

            total += matching.Length;
            first += batch.RowCount;
            if (!whole && total > (long)offset + count)
            {
                break;
            }
        }

        return new FilteredRows(await ArrowTableFile.ReadRowsAsync(arrowFile, page, columns, cancellation), page, total, first == info.Rows);
    }
}
