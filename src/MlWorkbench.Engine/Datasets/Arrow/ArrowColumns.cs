using System.Runtime.CompilerServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Reads a stored table in groups of columns, without loading all of it.</summary>
internal static class ArrowColumns
{
    // Each read decompresses the whole file, so a group has as many columns as memory allows.
    private const int MaxCellsInMemory = 12_000_000;

    public static async IAsyncEnumerable<(Column Values, ColumnRole Role)> ReadAsync(
        string arrowFile, ArrowFileInfo info, IEnumerable<ArrowColumn> columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var columnsAtOnce = Math.Max(1, MaxCellsInMemory / Math.Max(1, info.Rows));
        foreach (var chunk in columns.Chunk(columnsAtOnce))
        {
            var table = await ArrowTableFile.ReadAsync(arrowFile, [.. chunk.Select(column => column.Name)], cancellation);
            foreach (var (values, column) in table.Columns.Zip(chunk))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return (values, column.Role);
            }
        }
    }
}
