using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Converts the table of a file to an Arrow file.</summary>
public static class TableToArrow
{
    /// <summary>Larger tables are written batch by batch.</summary>
    private const long MaxBytesInMemory = 48_000_000;

    /// <summary>Bytes read between two collections. Batches live long enough to survive the small collections.</summary>
    private const long BytesPerCollection = 16_000_000;

    /// <summary>Writes and profiles the table, at the same time if it fits into memory.</summary>
    /// <param name="reader">A scanned file.</param>
    /// <param name="target">Receives the Arrow file.</param>
    /// <param name="path">Path of the Arrow file. The file next to it with the suffix <c>.columns</c> is deleted at the end.</param>
    /// <param name="room">Space for that file, and the receiver of the progress.</param>
    public static async Task<DatasetProfile> WriteAndProfileAsync(
        ITableReader reader, Stream target, string path, ImportRoom room, CancellationToken cancellation = default)
    {
        var profile = reader.RowCount * reader.BytesPerRow <= MaxBytesInMemory
            ? await WriteAndProfileAtOnceAsync(reader, target, cancellation)
            : await WriteThenProfileAsync(reader, target, path, room, cancellation);
        CollectGarbage();
        return profile;
    }

    /// <summary>Without this, the remains of a table would stay in memory until several more have been imported.</summary>
    private static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);

    /// <summary>
    /// Returns the memory of the previous step to the system, because each step of a wide table needs memory of another shape. Pauses all threads for about a
    /// tenth of a second.
    /// </summary>
    private static void ReleaseMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static async Task<DatasetProfile> WriteAndProfileAtOnceAsync(ITableReader reader, Stream target, CancellationToken cancellation)
    {
        var table = await reader.ReadBatchesAsync(reader.RowCount, cancellation).SingleAsync(cancellation);
        var writing = Task.Run(() => ArrowTableFile.Write(target, table, reader.Columns), cancellation);
        var profiling = Task.Run(() => DatasetProfiler.Profile(table, cancellation), cancellation);
        await Task.WhenAll(writing, profiling);
        return await profiling;
    }

    private static async Task<DatasetProfile> WriteThenProfileAsync(
        ITableReader reader, Stream target, string path, ImportRoom room, CancellationToken cancellation)
    {
        ReleaseMemory();
        using var columns = new ColumnFile($"{path}.columns", reader.Columns, reader.RowCount, room.Claim);
        var written = 0L;
        await WriteAsync(
            reader,
            target,
            batch =>
            {
                columns.Write(batch);
                written += batch.RowCount;
                room.Report(ImportStep.Writing, (double)written / reader.RowCount);
            },
            cancellation);
        ReleaseMemory();
        room.Report(ImportStep.Profiling, null);
        return DatasetProfiler.Profile(columns, cancellation);
    }

    /// <summary>Writes the table batch by batch, so that memory does not grow with the number of rows. One batch is written while the next is read.</summary>
    /// <param name="reader">A scanned file.</param>
    /// <param name="target">Receives the Arrow file.</param>
    public static Task WriteAsync(ITableReader reader, Stream target, CancellationToken cancellation = default) => WriteAsync(reader, target, _ => { }, cancellation);

    /// <param name="also">Also receives each batch.</param>
    private static async Task WriteAsync(ITableReader reader, Stream target, Action<Table> also, CancellationToken cancellation)
    {
        using var writer = new ArrowTableWriter(target, reader.Columns, reader.RowCount);
        var uncollected = BytesPerCollection;
        var writing = Task.CompletedTask;
        try
        {
            await foreach (var batch in reader.ReadBatchesAsync(ArrowFormat.BatchRows(reader.Columns.Count), cancellation))
            {
                await writing;
                uncollected += batch.RowCount * reader.BytesPerRow;
                if (uncollected >= BytesPerCollection)
                {
                    CollectGarbage();
                    uncollected = 0;
                }

                writing = Task.Run(
                    () =>
                    {
                        writer.Write(batch);
                        also(batch);
                    },
                    CancellationToken.None);
            }
        }
        finally
        {
            await writing;
        }

        writer.Complete();
    }
}
