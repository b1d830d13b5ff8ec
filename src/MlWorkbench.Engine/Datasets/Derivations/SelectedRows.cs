using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>Selects the rows of a stored table for a derivation. Rows are 0-based and ascending.</summary>
internal static class SelectedRows
{
    public static async Task<int[]> FindAsync(string file, ArrowFileInfo info, Lookup? lookup, Derivation derivation, CancellationToken cancellation)
    {
        var rows = await FilterAsync(file, info, lookup, derivation, cancellation);
        if (lookup is not null && !derivation.Join!.KeepUnmatched)
        {
            rows = Array.FindAll(rows, lookup.HasMatch);
        }

        if (derivation.Time is { } part)
        {
            rows = Cut(rows, await ReadTimesAsync(file, lookup, part, cancellation), part);
        }

        return derivation.Sample is { } draw ? Array.ConvertAll(RowSample.Draw(rows.Length, CheckCount(draw), new Random(draw.Seed)), position => rows[position]) : rows;
    }

    /// <summary>The rows of the table that meet a filter, read batch by batch.</summary>
    public static async Task<int[]> MatchingAsync(string file, RowFilter filter, CancellationToken cancellation)
    {
        var (matching, first) = (new List<int>(), 0);
        await foreach (var batch in ArrowTableFile.ReadBatchesAsync(file, filter.Columns, cancellation))
        {
            foreach (var row in filter.Matching(batch))
            {
                matching.Add(first + row);
            }

            first += batch.RowCount;
        }

        return [.. matching];
    }

    private static async Task<int[]> FilterAsync(string file, ArrowFileInfo info, Lookup? lookup, Derivation derivation, CancellationToken cancellation)
    {
        var joined = (lookup?.Columns ?? []).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var conditions = (derivation.Filter ?? []).Select(RowCondition.Parse).ToLookup(condition => joined.Contains(condition.Column));
        RowCondition[] own = [.. conditions[false]];
        var filter = RowFilter.Create(own, info.Columns.Select(column => (column.Name, column.Type)));
        var rows = own.Length == 0 ? [.. Enumerable.Range(0, info.Rows)] : await MatchingAsync(file, filter, cancellation);
        return conditions.Contains(true) ? Array.FindAll(rows, new Predicate<int>(await lookup!.MatcherAsync([.. conditions[true]], cancellation))) : rows;
    }

    private static async Task<double[]> ReadTimesAsync(string file, Lookup? lookup, TimePart part, CancellationToken cancellation)
    {
        var column = lookup?.Columns.Any(candidate => candidate.Name == part.Column) == true
            ? await lookup.ReadColumnAsync(part.Column, cancellation)
            : (await ArrowTableFile.ReadAsync(file, [part.Column], cancellation)).Columns[0];
        return column is NumericColumn numbers
            ? numbers.Values
            : throw new EngineException(
                "time_column_invalid",
                $"The column '{part.Column}' contains neither dates nor numbers, so the rows cannot be split by it. Choose a column of dates.",
                column: part.Column);
    }

    private static int[] Cut(int[] rows, double[] times, TimePart part)
    {
        if (part.Share is not (> 0 and < 1))
        {
            throw new EngineException("time_share_invalid", "The share of rows before the split must be between 0 and 1.");
        }

        var sorted = Array.FindAll(Array.ConvertAll(rows, row => times[row]), double.IsFinite);
        Array.Sort(sorted);
        if (sorted.Length == 0)
        {
            return [];
        }

        var cut = sorted[Math.Min(sorted.Length - 1, (int)(part.Share * sorted.Length))];
        return Array.FindAll(rows, row => part.Later ? times[row] >= cut : times[row] < cut);
    }

    private static int CheckCount(RowSampling draw) =>
        draw.Rows > 0 ? draw.Rows : throw new EngineException("sample_invalid", "The sample must have at least one row.");
}
