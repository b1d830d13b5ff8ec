using System.Runtime.CompilerServices;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The rows of a batch prediction, read in pieces: a dataset version, an uploaded file or the copy of a window of the log.</summary>
/// <param name="Count">Number of rows.</param>
/// <param name="Read">Reads the named columns, piece by piece in order. A piece is valid until the next one but one is requested.</param>
internal sealed record BatchRows(
    int Count,
    IReadOnlyList<(string Name, ColumnType Type)> Columns,
    Func<IReadOnlyCollection<string>, CancellationToken, IAsyncEnumerable<Table>> Read)
{
    /// <summary>Rows of an uploaded file that are read at a time.</summary>
    private const int MostRows = 16_384;

    /// <summary>Cells of an uploaded file that are read at a time, if it is wide.</summary>
    private const int MostCells = 1_000_000;

    /// <param name="path">The stored table.</param>
    public static async Task<BatchRows> OfVersionAsync(string path, CancellationToken cancellationToken)
    {
        var info = await ArrowTableFile.ReadInfoAsync(path, cancellationToken);
        return new BatchRows(info.Rows, ColumnsOf(info.Columns), (names, token) => ArrowTableFile.ReadBatchesAsync(path, names, token));
    }

    /// <summary>Reads a file with the column types of a model's training data, and other columns as given.</summary>
    /// <param name="files">Holds the file, and is needed until the rows are read.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The file is unusable.</exception>
    public static async Task<BatchRows> OfFileAsync(
        ImportFiles files, StorageOptions storage, DatasetImportOptions given, ModelSignature signature, CancellationToken cancellationToken)
    {
        var room = new ImportRoom(files.Folder) { SmallTableCells = storage.SmallTableCells, CellsPerByte = storage.CellsPerByte, Claim = files.Claim };
        var types = new Dictionary<string, ColumnType>(given.Types ?? new Dictionary<string, ColumnType>(), StringComparer.Ordinal);
        foreach (var (name, type) in DatasetImportOptions.TypesFor(signature))
        {
            types[name] = type;
        }

        var reader = await TableFile.InspectAsync(files.SourceFile, room, given with { Types = types }, cancellationToken);
        var rows = Math.Clamp(MostCells / reader.Columns.Count, 1, MostRows);
        return new BatchRows(reader.RowCount, ColumnsOf(reader.Columns), (names, token) => SelectAsync(reader.ReadBatchesAsync(rows, token), names, token));
    }

    private static IReadOnlyList<(string Name, ColumnType Type)> ColumnsOf(IReadOnlyList<ArrowColumn> columns) =>
        [.. columns.Select(column => (column.Name, column.Type))];

    private static async IAsyncEnumerable<Table> SelectAsync(
        IAsyncEnumerable<Table> batches, IReadOnlyCollection<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            yield return new Table([.. names.Select(name => batch[name])]);
        }
    }
}
