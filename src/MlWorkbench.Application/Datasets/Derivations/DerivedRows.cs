using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>Writes the rows of a derivation as a Parquet file, which is then imported like an upload and can be imported again later.</summary>
internal sealed class DerivedRows(ContentStore contents)
{
    /// <returns>The settings of the import: the types of the sources.</returns>
    /// <exception cref="WorkbenchException">The result has no rows, or a source was deleted.</exception>
    /// <exception cref="MlWorkbench.Engine.EngineException">A step cannot be applied.</exception>
    public async Task<DatasetImportOptions> WriteAsync(DatasetImport import, ImportFiles files, CancellationToken cancellation)
    {
        var steps = DatasetJson.Read<Derivation>(import.Derivation!);
        if (import.FromVersion is not { } source || (steps.Join is not null && import.JoinedWith is null))
        {
            throw VersionRecorder.SourceDeleted();
        }

        var file = await contents.MaterializeAsync(source.Digest, cancellation);
        var other = import.JoinedWith is { } joined ? await contents.MaterializeAsync(joined.Digest, cancellation) : null;
        // Scanning the rows takes a core, so it runs off the threads that answer pages.
        return await Task.Run(
            async () =>
            {
                var table = await DerivedTable.CreateAsync(file, other, steps, cancellation);
                if (table.Rows == 0)
                {
                    throw WorkbenchException.Invalid("derivation_without_rows",
                        $"The derivation removes all rows of version {source.Number} of '{source.Dataset!.Name}'. Loosen the conditions.");
                }

                await files.WriteSourceAsync(stream => table.WriteParquetAsync(stream, cancellation));
                return new DatasetImportOptions
                {
                    Types = table.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal),
                };
            },
            cancellation);
    }
}
