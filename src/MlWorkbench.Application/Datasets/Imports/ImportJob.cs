using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Reads a received, stored or derived file and stores its table as a version: completely, with its profile, or not at all.</summary>
internal sealed class ImportJob(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    DerivedRows derivedRows,
    VersionRecorder recorder,
    ScratchSpace scratch,
    ReceivedFiles received,
    FullDisk fullDisk,
    IOptions<StorageOptions> storage,
    TimeProvider clock,
    ILogger<ImportJob> logger) : IJob
{
    public static string Kind => "import";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            await ImportAsync(await ReadAsync(subjectId, cancellationToken), context, cancellationToken);
        }
        catch (Exception exception) when (!context.HasEnded && FindProblem(exception) is { } problem)
        {
            logger.LogInformation(exception, "The import {ImportId} was refused: {Code}", subjectId, problem.Code);
            var json = DatasetJson.Write(problem);
            await context.EndAsync(
                JobState.Failed,
                Statement.OfText(problem.Message, problem.Code),
                db => db.DatasetImports
                    .Where(row => row.Id == subjectId)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Problem, json), CancellationToken.None),
                cancellationToken);
        }
    }

    private async Task<DatasetImport> ReadAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.DatasetImports.AsNoTracking()
            .Include(import => import.Project)
            .Include(import => import.FromVersion!.Dataset)
            .Include(import => import.JoinedWith)
            .SingleAsync(import => import.Id == id, cancellation);
    }

    private async Task ImportAsync(DatasetImport import, JobContext context, CancellationToken cancellation)
    {
        var progress = new ImportProgress(context, clock);
        using var files = new ImportFiles(storage.Value.ScratchFolder, contents, scratch);
        var options = await PrepareSourceAsync(import, files, progress, cancellation);
        if (await FindSameSourceAsync(import, files.SourceDigest, options, cancellation) is { } same)
        {
            await context.EndAsync(
                JobState.Completed,
                null,
                db => VersionRecorder.FinishAsync(db, import.Id, same, isNew: false, CancellationToken.None),
                cancellation);
            await storing.HoldAsync(() => sweeper.RemoveUnreferencedAsync([files.SourceDigest], CancellationToken.None), CancellationToken.None);
            return;
        }

        // Parsing takes a core, so it runs off the threads that answer pages.
        var parsed = await Task.Run(() => ParseAsync(files, options, progress, cancellation), cancellation);
        await storing.HoldAsync(() => StoreAsync(import, context, files, parsed, cancellation), cancellation);
    }

    /// <returns>The settings of the import.</returns>
    private async Task<DatasetImportOptions> PrepareSourceAsync(
        DatasetImport import, ImportFiles files, ImportProgress progress, CancellationToken cancellation)
    {
        if (import.Kind == ImportKind.Derivation)
        {
            progress.Report(Statement.Of("import_selecting_rows"));
            return await derivedRows.WriteAsync(import, files, cancellation);
        }

        if (received.Take(import.Id) is { } file)
        {
            files.TakeSource(file, import.SourceDigest!);
        }
        else
        {
            progress.Report(Statement.Of("import_preparing_file"));
            await Task.Run(() => files.CopySourceAsync(import.SourceDigest!, cancellation), cancellation);
        }

        return DatasetJson.Read<DatasetImportOptions>(import.Options);
    }

    private async Task<ParsedTable> ParseAsync(ImportFiles files, DatasetImportOptions options, ImportProgress progress, CancellationToken cancellation)
    {
        var room = new ImportRoom(files.Folder)
        {
            SmallTableCells = storage.Value.SmallTableCells,
            CellsPerByte = storage.Value.CellsPerByte,
            Claim = files.Claim,
            Report = progress.Report,
        };
        var reader = await TableFile.InspectAsync(files.SourceFile, room, options, cancellation);
        var profile = await files.WriteTableAsync(table => TableToArrow.WriteAndProfileAsync(reader, table, files.ArrowFile, room, cancellation));
        return new ParsedTable(ColumnSchemas.Of(reader.Columns, profile), profile, new ImportSettings(reader.Format, options), reader.Warnings);
    }

    private async Task StoreAsync(DatasetImport import, JobContext context, ImportFiles files, ParsedTable parsed, CancellationToken cancellation)
    {
        try
        {
            await files.KeepAsync(cancellation);
            await context.EndAsync(JobState.Completed, null, db => recorder.RecordAsync(db, import, files, parsed, CancellationToken.None), cancellation);
            contents.Cache(files.Digest, files.ArrowFile);
        }
        finally
        {
            // After a failure, or if another file gave the same table. The clean-up is not cancelled.
            await sweeper.RemoveUnreferencedAsync([files.Digest, files.SourceDigest], CancellationToken.None);
        }
    }

    /// <summary>The same file imported with the same options gives the same table, so it is not read again.</summary>
    private async Task<Guid?> FindSameSourceAsync(DatasetImport import, string sourceDigest, DatasetImportOptions options, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var candidates = await db.DatasetVersions
            .Where(version => version.Dataset!.ProjectId == import.ProjectId && version.Dataset.Name == import.Dataset && version.SourceDigest == sourceDigest)
            .Select(version => new { version.Id, version.ImportOptions })
            .ToListAsync(cancellation);
        var wanted = DatasetJson.Write(options);
        return candidates
            .Where(candidate => DatasetJson.Write(DatasetJson.Read<ImportSettings>(candidate.ImportOptions).Given) == wanted)
            .Select(candidate => (Guid?)candidate.Id)
            .FirstOrDefault();
    }

    /// <summary>The refusal to store. Null for a program error and for a cancellation.</summary>
    private ImportProblem? FindProblem(Exception exception) => exception switch
    {
        EngineException refusal => ImportProblem.Of(refusal),
        WorkbenchException refusal => ImportProblem.Of(refusal),
        _ when fullDisk.Find(exception) is { } full => ImportProblem.Of(full),
        _ when StorageFailure.Find(exception) is { } failure => ImportProblem.Of(failure),
        _ => null,
    };
}
