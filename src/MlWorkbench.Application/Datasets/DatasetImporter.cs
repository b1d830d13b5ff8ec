using System.Buffers;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
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
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    DatasetQuota quota,
    JobLauncher jobs,
    JobEnds ends,
    ScratchSpace scratch,
    ReceivedFiles received,
    FullDisk fullDisk,
    IOptions<StorageOptions> storage,
    TimeProvider clock)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>Stores the stream as the next version of the dataset, which is created if it is new.</summary>
    /// <param name="sourceName">The file's name from the uploader. Stored as text, never used as a path.</param>
    /// <param name="cancellation">While the file is being received, ends the import, and nothing is left. Afterwards, ends only the wait.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The file is unusable. The message names the reason and the place.</exception>
    public async Task<ImportResult> ImportAsync(
        Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "upload datasets");
        name = DatasetNames.Require(name);
        await RequireNameAsync(actor.Project, name, cancellation);
        var import = await quota.CountAsync(actor, () => ReceiveAsync(actor, name, sourceName, source, options, cancellation), cancellation);
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

    private async Task<Guid> ReceiveAsync(
        Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        try
        {
            var limit = await LimitAsync(actor, cancellation);
            var file = new ReceivedFile(storage.Value.ScratchFolder, scratch);
            var stream = file.Create();
            await using var content = contents.Begin(stream);
            try
            {
                await CopyAsync(source, content, limit, cancellation);
                content.Finish();
                await stream.DisposeAsync();
                // From here on, the import continues without the caller.
                return await storing.HoldAsync(() => KeepAndLaunchAsync(actor, name, sourceName, content, file, options), cancellation);
            }
            catch
            {
                // Before the chunks are deleted, because a full disk has no space for that.
                await stream.DisposeAsync();
                file.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (fullDisk.Find(exception) is { } full)
        {
            throw full;
        }
    }

    private async Task<Guid> KeepAndLaunchAsync(
        Actor actor, string name, string sourceName, ContentWriter content, ReceivedFile file, DatasetImportOptions options)
    {
        var digest = await contents.KeepAsync(content, CancellationToken.None);
        // PostgreSQL cannot store this character, which no file has in its name.
        var named = DatasetSource.OfFile(sourceName.Replace("\0", "", StringComparison.Ordinal));
        var id = Guid.CreateVersion7();
        received.Add(id, file);
        try
        {
            return await LaunchAsync(actor, $"Import {sourceName} into {name}", NewImport(id, actor, ImportKind.Upload, name, named, options, digest, null), CancellationToken.None);
        }
        catch
        {
            received.Take(id);
            await sweeper.RemoveUnreferencedAsync([digest], CancellationToken.None);
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

    /// <summary>The limit of an upload: the largest upload, or the person's free storage if that is less.</summary>
    private async Task<UploadLimit> LimitAsync(Actor actor, CancellationToken cancellation)
    {
        var (most, room) = (storage.Value.MaxUploadBytes, await quota.RequireRoomAsync(actor, cancellation));
        return room < most ? new UploadLimit(room, quota.Full) : new UploadLimit(most, () => TooLarge(most));
    }

    /// <summary>Checked before the file is received and again when its row is written, so that a taken name is refused before a long upload.</summary>
    private async Task RequireNameAsync(ProjectScope project, string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var datasets = db.Datasets.Where(row => row.ProjectId == project.Id);
        if (!await datasets.AnyAsync(row => row.Name == name, cancellation))
        {
            await NameRules.RequireFreeAsync(datasets, name, "dataset", cancellation);
        }
    }

    private static async Task CopyAsync(Stream source, Stream target, UploadLimit limit, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                if (target.Length + read > limit.Bytes)
                {
                    throw limit.Refusal();
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static WorkbenchException TooLarge(long limit) =>
        new(ErrorKind.TooLarge, "file_too_large", string.Create(CultureInfo.InvariantCulture,
            $"The file is larger than the {limit / 1_000_000:N0} MB that this workbench accepts. " +
            $"Split it, or ask an administrator to raise Storage:MaxUploadBytes."));
}
