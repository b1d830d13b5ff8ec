using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>The rows that a search learns from: all rows of a file or, where they are more than it can learn from, as many as it can, drawn at random.</summary>
/// <param name="AllRows">Rows of the file, or of the excerpt.</param>
/// <param name="Limit">Why there are no more rows.</param>
/// <param name="Excerpt">What was read, where that was not the whole file.</param>
public sealed record DrawnTable(Table Table, int AllRows, RowLimit Limit, FileExcerpt? Excerpt = null)
{
    /// <summary>Reads a dataset version's file.</summary>
    public static async Task<DrawnTable> ReadArrowAsync(string path, Func<IReadOnlyCollection<ColumnType>, RowLimit> limitOf, int seed)
    {
        var info = await ArrowTableFile.ReadInfoAsync(path);
        var limit = limitOf([.. info.Columns.Select(column => column.Type)]);
        var rows = Draw(info.Rows, limit, seed);
        var table = rows.Length == info.Rows ? await ArrowTableFile.ReadAsync(path) : await ArrowTableFile.ReadRowsAsync(path, rows);
        return new DrawnTable(table, info.Rows, limit);
    }

    /// <summary>Ascending row numbers; the same for the same seed.</summary>
    internal static int[] Draw(int rows, RowLimit limit, int seed) => RowSample.Draw(rows, limit.Rows, new Random(seed));
}
