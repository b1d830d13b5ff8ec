using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>Receives uploaded files, and starts the jobs that turn files into immutable dataset versions (<see cref="ImportJob"/>).</summary>
public sealed class DatasetImporter(
    IDbContextFactory<WorkbenchDbContext> contexts,
    FileReceiver receiver,
    JobLauncher jobs,
    JobEnds ends,
    ReceivedFiles received,
    TimeProvider clock)
{
    /// <summary>Stores the stream as the next version of the dataset, which is created if it is new.</summary>
    /// <param name="sourceName">The file's name from the uploader. Stored as text, never used as a path.</param>
    /// <param name="cancellation">While the file is being received, ends the import, and nothing is left. Afterwards, ends only the wait.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The file is unusable. The message names the reason and the place.</exception>
    public async Task<ImportResult> ImportAsync(
        Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        // Once the file is received, the import continues without the caller.
        var import = await ReceiveAsync(actor, name, sourceName, source, options, cancellation);
        try
        {
            return await WaitAsync(import, cancellation);
        }
        finally
        {
            // If no job of this process needed the local copy, or the caller leaves before it does.
            received.Take(import)?.Dispose();
        }
    }

    /// <summary>Receives the stream like an upload, and starts its import. Returns the id of the job.</summary>
    /// <param name="sourceName">The file's name. Stored as text, never used as a path.</param>
    /// <param name="cancellation">While the file is being received, ends the import, and nothing is left. Afterwards, it has no effect.</param>
    internal async Task<Guid> StartAsync(Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        var import = await ReceiveAsync(actor, name, sourceName, source, options, cancellation);
        // Nobody waits for the job here, so it copies the stored content when its turn comes.
        received.Take(import)?.Dispose();
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await db.JobRuns.Where(job => job.SubjectId == import).Select(job => job.Id).SingleAsync(CancellationToken.None);
    }

    /// <summary>Starts to import the file of a version again with other options. The result is a new version. Returns the id of the import.</summary>
    public async Task<Guid> StartReimportAsync(Actor actor, string name, int version, DatasetImportOptions options, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "import datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var source = await db.DatasetVersions
            .Where(row => row.Dataset!.ProjectId == actor.Project.Id && row.Dataset.Name == name && row.Number == version)
            .Select(row => new { row.Id, row.Dataset!.Name, row.SourceName, row.SourceDigest })
            .SingleOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound($"version {version} of a dataset '{name}'");
        return await LaunchAsync(actor, $"Re-import version {version} of {source.Name}", NewImport(Guid.CreateVersion7(), actor, ImportKind.Reimport, source.Name, source.SourceName, options, source.SourceDigest, source.Id), cancellation);
    }

    /// <summary>Starts to import the file of a version again, and waits for the result.</summary>
    /// <param name="cancellation">Ends only the wait.</param>
    public async Task<ImportResult> ReimportAsync(Actor actor, string name, int version, DatasetImportOptions options, CancellationToken cancellation) =>
        await WaitAsync(await StartReimportAsync(actor, name, version, options, cancellation), cancellation);

    /// <summary>Starts to store derived rows as a version. Returns the id of the import.</summary>
    internal async Task<Guid> StartDerivationAsync(Actor actor, string name, DatasetSource source, DerivedFrom derived, CancellationToken cancellation)
    {
        name = DatasetNames.Require(name);
        await RequireNameAsync(actor.Project, name, cancellation);
        return await LaunchAsync(actor, $"Derive a version of {name}", NewImport(Guid.CreateVersion7(), actor, ImportKind.Derivation, name, source, DatasetImportOptions.Inferred, null, derived.SourceId, derived), cancellation);
    }

    /// <summary>Adds an import of a stored file, and its job, to the transaction that ends the job that wrote the file. The caller saves and enqueues.</summary>
    internal (DatasetImport Import, JobRun Job) AddNext(
        WorkbenchDbContext db, Actor actor, string name, string sourceName, DatasetImportOptions options, string digest)
    {
        var import = NewImport(Guid.CreateVersion7(), actor, ImportKind.Upload, name, Named(sourceName), options, digest, null);
        db.DatasetImports.Add(import);
        return (import, jobs.AddNext<ImportJob>(db, actor, import.Id, NameRules.Visible($"Import {sourceName} into {name}"), JobQueues.Imports));
    }

    /// <summary>Waits for the end of the import.</summary>
    /// <param name="cancellation">Ends only the wait.</param>
    /// <exception cref="WorkbenchException">The import was refused or stopped.</exception>
    /// <exception cref="MlWorkbench.Engine.EngineException">The file is unusable.</exception>
    internal async Task<ImportResult> WaitAsync(Guid importId, CancellationToken cancellation)
    {
        Guid job;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            job = await db.JobRuns.Where(row => row.SubjectId == importId).Select(row => row.Id).SingleAsync(cancellation);
        }

        var (state, reason) = await ends.WaitAsync(job, cancellation);
        await using var ended = await contexts.CreateDbContextAsync(cancellation);
        var import = await ended.DatasetImports
            .Where(row => row.Id == importId)
            .Select(row => new { row.Problem, row.IsNew, row.Dataset, Result = row.Version == null ? null : new { row.Version.Dataset!.Name, row.Version.Number } })
            .SingleAsync(cancellation);
        return (state, import) switch
        {
            (_, { Problem: { } problem }) => throw DatasetJson.Read<ImportProblem>(problem).ToException(),
            (JobState.Cancelled, _) => throw WorkbenchException.Conflict("import_stopped", $"{reason} Nothing was stored. Start the import again if you need it."),
            (JobState.Failed, _) => throw new InvalidOperationException(reason),
            (_, { Result: { } version }) => new ImportResult(version.Name, version.Number, import.IsNew),
            _ => throw WorkbenchException.NotFound($"version of '{import.Dataset}' any more, because it was deleted"),
        };
    }

    private async Task<Guid> ReceiveAsync(Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "upload datasets");
        name = DatasetNames.Require(name);
        await RequireNameAsync(actor.Project, name, cancellation);
        return await receiver.ReceiveAsync(
            actor, source, (digest, file) => LaunchUploadAsync(actor, name, sourceName, options, digest, file), cancellation);
    }

    private async Task<Guid> LaunchUploadAsync(Actor actor, string name, string sourceName, DatasetImportOptions options, string digest, ReceivedFile file)
    {
        var id = Guid.CreateVersion7();
        received.Add(id, file);
        try
        {
            var import = NewImport(id, actor, ImportKind.Upload, name, Named(sourceName), options, digest, null);
            return await LaunchAsync(actor, $"Import {sourceName} into {name}", import, CancellationToken.None);
        }
        catch
        {
            received.Take(id);
            throw;
        }
    }

    private async Task<Guid> LaunchAsync(Actor actor, string title, DatasetImport import, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        db.DatasetImports.Add(import);
        // The file's name is untrusted text.
        var job = await jobs.AddAsync<ImportJob>(db, actor, import.Id, NameRules.Visible(title), JobQueues.Imports, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        jobs.Enqueue(job);
        return import.Id;
    }

    private DatasetImport NewImport(Guid id, Actor actor, ImportKind kind, string name, DatasetSource source, DatasetImportOptions options, string? sourceDigest, Guid? fromVersionId, DerivedFrom? derived = null) => new()
    {
        Id = id,
        ProjectId = actor.Project.Id,
        Kind = kind,
        Dataset = name,
        SourceName = source,
        SourceDigest = sourceDigest,
        Options = DatasetJson.Write(options),
        FromVersionId = fromVersionId,
        JoinedWithId = derived?.JoinedId,
        Derivation = derived?.Steps,
        RequestedById = actor.UserId,
        RequestedByName = actor.Name,
        TokenMaker = actor.TokenMaker is { } maker ? DatasetJson.Write(maker) : null,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };

    /// <summary>Checked before the file is received and again when its row is written, so that a taken name is refused before a long upload.</summary>
    internal async Task RequireNameAsync(ProjectScope project, string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var datasets = db.Datasets.Where(row => row.ProjectId == project.Id);
        if (!await datasets.AnyAsync(row => row.Name == name, cancellation))
        {
            await NameRules.RequireFreeAsync(datasets, name, "dataset", cancellation);
        }
    }

    /// <summary>PostgreSQL cannot store this character, which no file has in its name.</summary>
    private static DatasetSource Named(string file) => DatasetSource.OfFile(file.Replace("\0", "", StringComparison.Ordinal));
}
