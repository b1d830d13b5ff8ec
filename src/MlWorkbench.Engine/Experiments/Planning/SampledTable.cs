using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>The rows for a search: all rows of a file, or a random sample if the file is too large.</summary>
/// <param name="AllRows">Rows of the file, or of the excerpt.</param>
/// <param name="Limit">The limit that decided the number of rows.</param>
/// <param name="Excerpt">The part of the file that was read, if it was not the whole file.</param>
/// <param name="RowNumbers">Row of the file for each row of the table. Null if it contains all rows.</param>
public sealed record SampledTable(Table Table, int AllRows, RowLimit Limit, FileExcerpt? Excerpt = null, int[]? RowNumbers = null)
{
    /// <summary>Reads a dataset version's file.</summary>
    public static async Task<SampledTable> ReadArrowAsync(string path, Func<IReadOnlyCollection<ColumnType>, RowLimit> limitOf, int seed)
    {
        var info = await ArrowTableFile.ReadInfoAsync(path);
        var limit = limitOf([.. info.Columns.Select(column => column.Type)]);
        var rows = Draw(info.Rows, limit, seed);
        return rows.Length == info.Rows
            ? new SampledTable(await ArrowTableFile.ReadAsync(path), info.Rows, limit)
            : new SampledTable(await ArrowTableFile.ReadRowsAsync(path, rows), info.Rows, limit, RowNumbers: rows);
    }

    /// <summary>Row numbers in ascending order. Equal seeds give equal rows.</summary>
    internal static int[] Draw(int rows, RowLimit limit, int seed) => RowSample.Draw(rows, limit.Rows, new Random(seed));
}
