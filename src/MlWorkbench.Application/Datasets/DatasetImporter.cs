using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Application.Datasets;

/// <summary>Turns uploaded files into immutable dataset versions. A version is stored completely, with its profile, or not at all.</summary>
public sealed class DatasetImporter(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    DatasetQuota quota,
    AuditLog audit,
    ScratchSpace scratch,
    DiskSpace disk,
    IOptions<StorageOptions> storage,
    TimeProvider clock) : IDisposable
{
    private const int ParallelImports = 2;
    private const int SqliteFull = 13;
    private const int NoSpaceLeftUnix = 28;
    private const int NoSpaceLeftWindows = 112;

    // Parsing and profiling each take a core and memory. Receiving the upload itself does not wait.
    private readonly SemaphoreSlim _parsing = new(ParallelImports);

    /// <summary>Stores the stream as the next version of the dataset, which is created if it is new.</summary>
    /// <param name="sourceName">The file's name from the uploader. Stored as text, never used as a path.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The file is unusable. The message names the reason and the place.</exception>
    public async Task<ImportResult> ImportAsync(Actor actor, string name, string sourceName, Stream source, DatasetImportOptions options, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "upload datasets");
        name = DatasetNames.Require(name);
        await RequireNameAsync(name, cancellation);
        return await WithLimitsAsync(actor, async () =>
        {
            using var upload = new StagedUpload(storage.Value.ScratchFolder, contents, scratch);
            await upload.ReceiveAsync(source, await LimitAsync(actor, cancellation), cancellation);
            return await ImportAsync(actor, name, sourceName, upload, options, null, cancellation);
        });
    }

    /// <summary>Imports the file of a version again with other options. The result is a new version.</summary>
    public async Task<ImportResult> ReimportAsync(Actor actor, string name, int version, DatasetImportOptions options, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "import datasets");
        var (dataset, sourceName, sourceDigest) = await FindSourceAsync(name, version, cancellation);
        return await WithLimitsAsync(actor, async () =>
        {
            using var upload = new StagedUpload(storage.Value.ScratchFolder, contents, scratch);
            upload.Take(await contents.MaterializeAsync(sourceDigest, cancellation), sourceDigest);
            return await ImportAsync(actor, dataset, sourceName, upload, options, null, cancellation);
        });
    }

    /// <summary>Stores a derived table like the upload of a Parquet file with its rows, so that it can be re-imported later.</summary>
    internal async Task<ImportResult> ImportDerivedAsync(Actor actor, string name, string sourceName, DerivedTable table, DerivedFrom derived, CancellationToken cancellation)
    {
        name = DatasetNames.Require(name);
        var options = new DatasetImportOptions(Types: table.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal));
        return await WithLimitsAsync(actor, async () =>
        {
            using var upload = new StagedUpload(storage.Value.ScratchFolder, contents, scratch);
            await Task.Run(() => upload.WriteSourceAsync(stream => table.WriteParquetAsync(stream, cancellation)), cancellation);
            return await ImportAsync(actor, name, sourceName, upload, options, derived, cancellation);
        });
    }

    public void Dispose() => _parsing.Dispose();

    private async Task<ImportResult> ImportAsync(Actor actor, string name, string sourceName, StagedUpload upload, DatasetImportOptions options, DerivedFrom? derived, CancellationToken cancellation)
    {
        if (await FindSameSourceAsync(name, upload.SourceDigest, options, cancellation) is { } same)
        {
            return same;
        }

        var parsed = await ParseAsync(upload, options, cancellation);
        return await storing.HoldAsync(() => StoreAsync(actor, name, sourceName, upload, parsed, derived, cancellation), cancellation);
    }

    /// <summary>The limit of an upload: the largest upload, or the person's free storage if that is less.</summary>
    private async Task<UploadLimit> LimitAsync(Actor actor, CancellationToken cancellation)
    {
        var (most, room) = (storage.Value.MaxUploadBytes, await quota.RequireRoomAsync(actor, cancellation));
        return room < most ? new UploadLimit(room, quota.Full) : new UploadLimit(most, () => TooLarge(most));
    }

    private async Task<ParsedUpload> ParseAsync(StagedUpload upload, DatasetImportOptions options, CancellationToken cancellation)
    {
        await _parsing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => ReadAsync(upload, options, cancellation), cancellation);
        }
        finally
        {
            _parsing.Release();
        }
    }

    private async Task<ParsedUpload> ReadAsync(StagedUpload upload, DatasetImportOptions options, CancellationToken cancellation)
    {
        var room = new ImportRoom(upload.Folder) { SmallTableCells = storage.Value.SmallTableCells, CellsPerByte = storage.Value.CellsPerByte, Claim = upload.Claim };
        var reader = await TableFile.InspectAsync(upload.SourceFile, room, options, cancellation);
        var profile = await upload.WriteTableAsync(table => TableToArrow.WriteAndProfileAsync(reader, table, upload.ArrowFile, upload.Claim, cancellation));
        return new ParsedUpload(ColumnSchemas.Of(reader.Columns, profile), profile, new ImportSettings(reader.Format, options), reader.Warnings);
    }

    private async Task<ImportResult> StoreAsync(Actor actor, string name, string sourceName, StagedUpload upload, ParsedUpload parsed, DerivedFrom? derived, CancellationToken cancellation)
    {
        try
        {
            await upload.KeepAsync(cancellation);
            var result = await AddVersionAsync(actor, name, sourceName, upload, parsed, derived, cancellation);
            contents.Cache(upload.Digest, upload.ArrowFile);
            return result;
        }
        finally
        {
            // After a failure, or if another file gave the same table. The clean-up is not cancelled with the request.
            await sweeper.RemoveUnreferencedAsync([upload.Digest, upload.SourceDigest], CancellationToken.None);
        }
    }

    private async Task<ImportResult> AddVersionAsync(Actor actor, string name, string sourceName, StagedUpload upload, ParsedUpload parsed, DerivedFrom? derived, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await db.Contents.AnyAsync(content => content.Digest == upload.SourceDigest, cancellation))
        {
            throw WorkbenchException.Conflict("source_deleted", "The version was deleted during the re-import. Upload the file again.");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var dataset = await FindOrAddDatasetAsync(db, name, now, cancellation);
        var existing = await db.DatasetVersions.Where(version => version.DatasetId == dataset.Id && version.Digest == upload.Digest).Select(version => (int?)version.Number).FirstOrDefaultAsync(cancellation);
        if (existing is { } number)
        {
            return new ImportResult(dataset.Name, number, IsNew: false);
        }

        await quota.RequireRoomAsync(db, actor, upload.SourceBytes + await db.Contents.Where(content => content.Digest == upload.Digest).Select(content => content.Length).SingleAsync(cancellation), cancellation);
        number = ++dataset.LastNumber;
        var row = new DatasetVersion
        {
            Id = Guid.CreateVersion7(),
            DatasetId = dataset.Id,
            Number = number,
            Digest = upload.Digest,
            SourceDigest = upload.SourceDigest,
            SourceName = sourceName,
            SourceBytes = upload.SourceBytes,
            Rows = parsed.Profile.Rows,
            Columns = DatasetJson.Write(parsed.Columns),
            ColumnCount = parsed.Columns.Count,
            ImportOptions = DatasetJson.Write(parsed.Settings),
            Warnings = DatasetJson.Write<IReadOnlyList<ImportWarning>>([.. await SchemaChangesAsync(db, dataset.Id, parsed.Profile, cancellation), .. parsed.Warnings]),
            Profile = DatasetJson.Write(parsed.Profile),
            DerivedFromId = derived?.SourceId,
            JoinedWithId = derived?.JoinedId,
            Derivation = derived?.Steps,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = now,
        };
        db.DatasetVersions.Add(row);
        await audit.AppendAsync(db, actor, "dataset.versionCreated", "datasetVersion", row.Id.ToString(), $"{dataset.Name} {number}", sourceName, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new ImportResult(dataset.Name, number, IsNew: true);
    }

    /// <summary>Checked before the file is received and again when its row is written, so that a taken name is refused before a long upload.</summary>
    private async Task RequireNameAsync(string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var datasets = db.Datasets.Where(row => row.ProjectId == Project.DefaultId);
        if (!await datasets.AnyAsync(row => row.Name == name, cancellation))
        {
            await NameRules.RequireFreeAsync(datasets, name, "dataset", cancellation);
        }
    }

    private static async Task<Dataset> FindOrAddDatasetAsync(WorkbenchDbContext db, string name, DateTime now, CancellationToken cancellation)
    {
        var datasets = db.Datasets.Where(row => row.ProjectId == Project.DefaultId);
        if (await datasets.SingleOrDefaultAsync(row => row.Name == name, cancellation) is { } found)
        {
            return found;
        }

        await NameRules.RequireFreeAsync(datasets, name, "dataset", cancellation);
        return db.Datasets.Add(new Dataset { Id = Guid.CreateVersion7(), ProjectId = Project.DefaultId, Name = name, CreatedAt = now }).Entity;
    }

    /// <summary>Warnings about columns that changed since the newest version. Shown immediately, because models and recipes refer to columns by name.</summary>
    private static async Task<IReadOnlyList<ImportWarning>> SchemaChangesAsync(WorkbenchDbContext db, Guid datasetId, DatasetProfile profile, CancellationToken cancellation)
    {
        var newest = await db.DatasetVersions.AsNoTracking()
            .Where(version => version.DatasetId == datasetId)
            .OrderByDescending(version => version.Number)
            .Select(version => new { version.Number, version.Profile })
            .FirstOrDefaultAsync(cancellation);
        return newest is null ? [] : SchemaChanges.Warnings(SchemaChanges.Between(DatasetJson.Read<DatasetProfile>(newest.Profile), profile), $"version {newest.Number}");
    }

    /// <summary>The same file imported with the same options gives the same table, so a re-import is not needed.</summary>
    private async Task<ImportResult?> FindSameSourceAsync(string name, string sourceDigest, DatasetImportOptions options, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var candidates = await db.DatasetVersions
            .Where(version => version.Dataset!.ProjectId == Project.DefaultId && version.Dataset.Name == name && version.SourceDigest == sourceDigest)
            .Select(version => new { version.Dataset!.Name, version.Number, version.ImportOptions })
            .ToListAsync(cancellation);
        var wanted = DatasetJson.Write(options);
        return candidates
            .Where(candidate => DatasetJson.Write(DatasetJson.Read<ImportSettings>(candidate.ImportOptions).Given) == wanted)
            .Select(candidate => new ImportResult(candidate.Name, candidate.Number, IsNew: false))
            .FirstOrDefault();
    }

    private async Task<(string Dataset, string SourceName, string SourceDigest)> FindSourceAsync(string name, int version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var source = await db.DatasetVersions
            .Where(row => row.Dataset!.ProjectId == Project.DefaultId && row.Dataset.Name == name && row.Number == version)
            .Select(row => new { row.Dataset!.Name, row.SourceName, row.SourceDigest })
            .SingleOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound($"version {version} of a dataset '{name}'");
        return (source.Name, source.SourceName, source.SourceDigest);
    }

    private async Task<ImportResult> WithLimitsAsync(Actor actor, Func<Task<ImportResult>> import)
    {
        try
        {
            return await quota.CountAsync(actor, import);
        }
        catch (IOException exception) when ((exception.HResult & 0xFFFF) is NoSpaceLeftUnix or NoSpaceLeftWindows)
        {
            throw DiskFull(exception);
        }
        catch (Exception exception) when (exception is SqliteException { SqliteErrorCode: SqliteFull } || exception.InnerException is SqliteException { SqliteErrorCode: SqliteFull })
        {
            throw DiskFull(exception);
        }
    }

    private static WorkbenchException TooLarge(long limit) =>
        new(ErrorKind.TooLarge, "file_too_large", string.Create(CultureInfo.InvariantCulture,
            $"The file is larger than the {limit / 1_000_000:N0} MB that this workbench accepts. " +
            $"Split it, or ask an administrator to raise Storage:MaxUploadBytes."));

    private WorkbenchException DiskFull(Exception inner) =>
        new(ErrorKind.StorageFull, "disk_full", $"{disk.DescribeFull()} Nothing was stored. Free some space and upload again.", inner: inner);

    private sealed record ParsedUpload(IReadOnlyList<ColumnSchema> Columns, DatasetProfile Profile, ImportSettings Settings, IReadOnlyList<ImportWarning> Warnings);
}
