using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Parquet;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Serving;

/// <summary>Stores the logged answers of an endpoint as the next version of a dataset.</summary>
public sealed class PredictionExport(IDbContextFactory<WorkbenchDbContext> contexts, DatasetImporter importer, ChangeLog changes)
{
    /// <summary>Fewer rows in a group of the file would take more space.</summary>
    private const int GroupRows = 16_384;

    /// <summary>Writes the predictions of the window as a Parquet file, and starts its import. Returns the id of the import's job.</summary>
    /// <param name="dataset">Created if it does not exist.</param>
    /// <exception cref="WorkbenchException">A right is missing, the endpoint does not exist, or the window is not usable or has no predictions.</exception>
    public async Task<Guid> StartAsync(Actor actor, string endpoint, DateTime from, DateTime to, string? dataset, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "export predictions");
        actor.Require(Permission.ManageDatasets, "write predictions into datasets");
        if (from >= to)
        {
            throw WorkbenchException.Invalid("window_invalid", "'from' must be before 'to'. Predictions from 'from' on and before 'to' are exported.", column: "to");
        }

        var name = DatasetNames.Require(dataset ?? "");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking()
            .SingleOrDefaultAsync(candidate => candidate.ProjectId == actor.Project.Id && candidate.Name == endpoint, cancellationToken)
            ?? throw WorkbenchException.NotFound($"endpoint '{endpoint}'");
        var (window, batches) = (new LogWindow(from, to), db.PredictionBatches.Where(batch => batch.EndpointId == row.Id && !batch.IsShadow));
        await using var snapshot = await db.Dialect.BeginReadAsync(db, cancellationToken);
        var versions = await db.ModelVersions
            .Where(version => batches.Any(batch => batch.ModelVersionId == version.Id && batch.Last >= from && batch.First < to))
            .OrderBy(version => version.Number)
            .Select(version => new { version.Id, version.Number })
            .ToListAsync(cancellationToken);
        var (columns, found) = (new ExportColumns(), new List<(Guid Id, int Number)>());
        foreach (var version in versions)
        {
            await foreach (var (_, block) in PredictionLogReader.ReadAsync(
                db, batches.Where(batch => batch.ModelVersionId == version.Id), window, LogBlock.IsInput, cancellationToken: cancellationToken))
            {
                columns.Add(block);
                found.Add((version.Id, version.Number));
                break;
            }
        }

        if (found.Count == 0)
        {
            throw WorkbenchException.Invalid("export_empty", "No predictions of the endpoint were logged in the window. Choose another 'from' or 'to'.", column: "from");
        }

        await RecordAsync(actor, row, new ServingEvents.ExportStarted(from, to, name), cancellationToken);
        return await StreamAsync(
            (target, stop) => ParquetTableWriter.WriteAsync(columns.All, ReadAsync(db, batches, window, found, columns, stop), target, stop),
            source => importer.StartAsync(actor, name, $"predictions of {row.Name}.parquet", source, DatasetImportOptions.Inferred, cancellationToken));
    }

    private async Task RecordAsync(Actor actor, ModelEndpoint endpoint, ServingEvents.ExportStarted started, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.ManageDatasets, "write predictions into datasets", cancellationToken);
        await changes.RecordAsync(db, current, ServingEvents.Of(endpoint), started, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>One version after the other, each from its oldest prediction on.</summary>
    private static async IAsyncEnumerable<Table> ReadAsync(
        WorkbenchDbContext db,
        IQueryable<PredictionBatch> batches,
        LogWindow window,
        IReadOnlyList<(Guid Id, int Number)> versions,
        ExportColumns columns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (id, number) in versions)
        {
            var group = new List<LogBlock>();
            await foreach (var (_, block) in PredictionLogReader.ReadAsync(
                db, batches.Where(batch => batch.ModelVersionId == id), window, oldestFirst: true, cancellationToken: cancellationToken))
            {
                group.Add(block);
                if (group.Sum(part => part.Rows) >= GroupRows)
                {
                    yield return columns.ToTable(LogBlock.Join(group), number);
                    group.Clear();
                }
            }

            if (group.Count > 0)
            {
                yield return columns.ToTable(LogBlock.Join(group), number);
            }
        }
    }

    /// <summary>Reads what is written at the same time, so that the file needs no space of its own.</summary>
    private static async Task<T> StreamAsync<T>(Func<Stream, CancellationToken, Task> write, Func<Stream, Task<T>> read)
    {
        var pipe = new Pipe();
        using var stop = new CancellationTokenSource();
        var writing = WriteAllAsync();
        try
        {
            await using var source = pipe.Reader.AsStream();
            return await read(source);
        }
        finally
        {
            // If the file was refused, nobody reads the rest.
            await stop.CancelAsync();
            await writing;
        }

        async Task WriteAllAsync()
        {
            try
            {
                await using var target = pipe.Writer.AsStream(leaveOpen: true);
                await write(target, stop.Token);
                await pipe.Writer.CompleteAsync();
            }
            catch (Exception failure)
            {
                // The reader throws it, so that nothing is imported.
                await pipe.Writer.CompleteAsync(failure);
            }
        }
    }
}
