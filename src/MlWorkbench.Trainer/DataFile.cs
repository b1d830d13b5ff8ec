using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Reads the files that commands are given.</summary>
internal static class DataFile
{
    public static Table Read(string path, DatasetImportOptions? options = null)
    {
        RequireFile(path);
        return CsvTableReader.Read(path, options).Table;
    }

    /// <summary>A reader of a file's rows with the column types that a model was trained with.</summary>
    public static CsvTableReader OpenFor(ModelSignature signature, string path)
    {
        RequireFile(path);
        var types = signature.Columns.ToDictionary(column => column.Name, column => ReadAs(column.Type), StringComparer.Ordinal);
        return CsvTableReader.Inspect(() => Open(path), new DatasetImportOptions(Types: types));
    }

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
