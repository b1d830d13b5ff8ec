using MlWorkbench.Engine.Datasets.Arrow;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Turns the table of a file into an Arrow file batch by batch, so that memory does not grow with the number of rows.</summary>
public static class TableToArrow
{
    /// <param name="reader">A file that was looked through.</param>
    /// <param name="target">Receives the Arrow file.</param>
    public static async Task WriteAsync(ITableReader reader, Stream target, CancellationToken cancellation = default)
    {
        using var writer = new ArrowTableWriter(target, reader.Columns, reader.RowCount);
        await foreach (var batch in reader.ReadBatchesAsync(ArrowFormat.BatchRows(reader.Columns.Count), cancellation))
        {
            writer.Write(batch);
        }

        writer.Complete();
    }
}
