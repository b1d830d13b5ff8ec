using System.Runtime.CompilerServices;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Reads the files of command-line options.</summary>
internal static class DataFile
{
    /// <summary>Bytes of a text file per second of a search's budget: reading takes a sixth of it, or a third on a busy machine.</summary>
    private const double BytesPerSecond = 10e6;

    /// <param name="sheet">The sheet of a workbook. If null, the first one that is not hidden and not empty.</param>
    public static Task<Table> ReadAsync(string path, string? sheet, CancellationToken cancellation) =>
        ReadWholeAsync(path, new DatasetImportOptions { Sheet = sheet }, cancellation);

    /// <summary>The rows of a file for a search: see <see cref="SampledTable"/>.</summary>
    /// <param name="budgetSeconds">Time budget. Infinite if time does not limit the search.</param>
    public static async Task<SampledTable> DrawAsync(string path, string? sheet, double budgetSeconds, int seed, CancellationToken cancellation)
    {
        var limit = new ExcerptLimit((long)Math.Min(budgetSeconds * BytesPerSecond, long.MaxValue), RowLimit.CellsOf(budgetSeconds), seed);
        FileExcerpt? excerpt = null;
        RowSampling? draw = null;
        await foreach (var batch in ReadBatchesAsync(path, InspectAsync, _ => draw!.BatchRows, cancellation))
        {
            draw!.Add(batch);
        }

        return draw!.Build(excerpt);

        async Task<ITableReader> InspectAsync(string scratch)
        {
            (var reader, excerpt) = await TableFile.InspectAsync(path, new ImportRoom(scratch), new DatasetImportOptions
            {
                Sheet = sheet,
            }, limit, cancellation);
            draw = new RowSampling(reader.RowCount, reader.Columns.Count, RowLimit.Of([.. reader.Columns.Select(column => column.Type)], budgetSeconds), seed);
            return reader;
        }
    }

    /// <summary>Reads a file with the column types of a model's training data.</summary>
    public static Task<Table> ReadForAsync(ModelSignature signature, string path, string? sheet, CancellationToken cancellation) =>
        ReadWholeAsync(path, OptionsFor(signature, sheet), cancellation);

    /// <summary>The model with the rows of a history file. Unchanged if no file is given.</summary>
    /// <exception cref="EngineException"><c>history_unused</c>: the model does not look back in time.</exception>
    public static async Task<IScorer> AddHistoryAsync(IScorer model, string? path, CancellationToken cancellation)
    {
        if (path is null)
        {
            return model;
        }

        return model.History is { } history
            ? model.WithHistory(await ReadForAsync(history, path, null, cancellation))
            : throw new EngineException("history_unused", "The model does not look back in time, so it does not use a history. Omit --history.");
    }

    /// <summary>Reads a file batch by batch, with the column types of a model's training data.</summary>
    public static IAsyncEnumerable<Table> ReadBatchesForAsync(ModelSignature signature, string path, string? sheet, int batchRows, CancellationToken cancellation) =>
        ReadBatchesAsync(path, OptionsFor(signature, sheet), _ => batchRows, cancellation);

    public static ModelPackage ReadPackage(string path)
    {
        RequireFile(path);
        using var stream = Open(path);
        return ModelPackageReader.Read(stream);
    }

    public static string ReadText(string path)
    {
        RequireFile(path);
        return File.ReadAllText(path);
    }

    /// <summary>Writes under another name first, so that an existing file is complete. An incomplete file is deleted.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var unfinished = path + ".part";
        try
        {
            await using (var stream = File.Create(unfinished))
            {
                await write(stream);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static async Task<Table> ReadWholeAsync(string path, DatasetImportOptions options, CancellationToken cancellation) =>
        await ReadBatchesAsync(path, options, reader => reader.RowCount, cancellation).SingleAsync(cancellation);

    private static IAsyncEnumerable<Table> ReadBatchesAsync(string path, DatasetImportOptions options, Func<ITableReader, int> batchRows, CancellationToken cancellation) =>
        ReadBatchesAsync(path, scratch => TableFile.InspectAsync(path, new ImportRoom(scratch), options, cancellation), batchRows, cancellation);

    /// <param name="inspect">Receives a folder for files that are needed until the rows are read.</param>
    private static async IAsyncEnumerable<Table> ReadBatchesAsync(
        string path, Func<string, Task<ITableReader>> inspect, Func<ITableReader, int> batchRows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RequireFile(path);
        var scratch = Directory.CreateTempSubdirectory("mlworkbench-");
        try
        {
            var reader = await inspect(scratch.FullName);
            await foreach (var batch in reader.ReadBatchesAsync(batchRows(reader), cancellation))
            {
                yield return batch;
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static DatasetImportOptions OptionsFor(ModelSignature signature, string? sheet) => new()
    {
        Types = DatasetImportOptions.TypesFor(signature),
        Sheet = sheet,
    };

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new EngineException("file_missing", $"There is no file '{path}'.");
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
