using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Reads the files that commands are given.</summary>
internal static class DataFile
{
    /// <param name="sheet">The sheet of a workbook; left out, the first one that is not hidden and not empty.</param>
    public static Table Read(string path, string? sheet = null) => ReadWhole(path, new DatasetImportOptions(Sheet: sheet));

    /// <summary>The rows of a file that a search learns from: see <see cref="DrawnTable"/>.</summary>
    public static DrawnTable Draw(string path, string? sheet, int seed)
    {
        RowDraw? draw = null;
        foreach (var batch in ReadBatches(path, new DatasetImportOptions(Sheet: sheet), reader => (draw = new RowDraw(reader.RowCount, reader.Columns.Count, seed)).BatchRows))
        {
            draw!.Add(batch);
        }

        return draw!.Build();
    }

    /// <summary>A file with the column types that a model was trained with.</summary>
    public static Table ReadFor(ModelSignature signature, string path, string? sheet) => ReadWhole(path, OptionsFor(signature, sheet));

    /// <summary>A file batch by batch, with the column types that a model was trained with.</summary>
    public static IEnumerable<Table> ReadBatchesFor(ModelSignature signature, string path, string? sheet, int batchRows) =>
        ReadBatches(path, OptionsFor(signature, sheet), _ => batchRows);

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

    /// <summary>Writes under another name first, so that a file that is there is whole.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + ".part";
        using (var stream = File.Create(unfinished))
        {
            write(stream);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static Table ReadWhole(string path, DatasetImportOptions options) => ReadBatches(path, options, reader => reader.RowCount).Single();

    // A command has its thread to itself, so that it may wait for a file.
    private static IEnumerable<Table> ReadBatches(string path, DatasetImportOptions options, Func<ITableReader, int> batchRows)
    {
        RequireFile(path);
        var scratch = Directory.CreateTempSubdirectory("mlworkbench-");
        try
        {
            var reader = TableFile.InspectAsync(path, scratch.FullName, options).GetAwaiter().GetResult();
            foreach (var batch in reader.ReadBatchesAsync(batchRows(reader)).ToBlockingEnumerable())
            {
                yield return batch;
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static DatasetImportOptions OptionsFor(ModelSignature signature, string? sheet) => new(
        Types: signature.Columns.ToDictionary(column => column.Name, column => ReadAs(column.Type), StringComparer.Ordinal), Sheet: sheet);

    // A fraction or a third level is new to the model, but no reason to refuse the file.
    private static ColumnType ReadAs(ColumnType type) => type switch
    {
        ColumnType.Integer => ColumnType.Number,
        ColumnType.Boolean => ColumnType.Category,
        _ => type,
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
