using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Parquet;

namespace MlWorkbench.Application.Datasets;

/// <summary>Exports a version in the formats that it is not stored in.</summary>
public sealed class DatasetExporter(DatasetCatalog catalog, IOptions<StorageOptions> storage)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Returns a stream at the start of a Parquet file. Disposing the stream deletes the file.</summary>
    public async Task<Stream> WriteParquetAsync(Actor actor, string name, int version, CancellationToken cancellation)
    {
        var arrow = await catalog.GetArrowFileAsync(actor, name, version, cancellation);
        Directory.CreateDirectory(storage.Value.ScratchFolder);
        var path = Path.Combine(storage.Value.ScratchFolder, $"export-{Guid.CreateVersion7():N}.parquet");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await Task.Run(() => ParquetTableWriter.WriteAsync(arrow, file, cancellation), cancellation);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
