using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Records the version of an import: dataset, version and event, in the transaction that ends the job.</summary>
internal sealed class VersionRecorder(DatasetQuota quota, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Adds the version, or finds the one with the same table. The caller saves.</summary>
    public async Task RecordAsync(WorkbenchDbContext db, DatasetImport import, ImportFiles files, ParsedTable parsed, CancellationToken cancellation)
    {
        await RequireSourceAsync(db, import, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var dataset = await FindOrAddDatasetAsync(db, import, now, cancellation);
        var existing = await db.DatasetVersions
            .Where(version => version.DatasetId == dataset.Id && version.Digest == files.Digest)
            .Select(version => (Guid?)version.Id)
            .FirstOrDefaultAsync(cancellation);
        if (existing is { } same)
        {
            await FinishAsync(db, import.Id, same, isNew: false, cancellation);
            return;
        }

        var actor = RequesterOf(import);
        await quota.RequireRoomAsync(db, actor, files.SourceBytes + await db.Contents.Where(content => content.Digest == files.Digest).Select(content => content.Length).SingleAsync(cancellation), cancellation);
        var isDerived = import.Kind == ImportKind.Derivation;
        var row = new DatasetVersion
        {
            Id = Guid.CreateVersion7(),
            DatasetId = dataset.Id,
            Number = ++dataset.LastNumber,
            Digest = files.Digest,
            SourceDigest = files.SourceDigest,
            SourceName = import.SourceName,
            SourceBytes = files.SourceBytes,
            Rows = parsed.Profile.Rows,
            Columns = DatasetJson.Write(parsed.Columns),
            ColumnCount = parsed.Columns.Count,
            ImportOptions = DatasetJson.Write(parsed.Settings),
            Warnings = DatasetJson.Write<IReadOnlyList<ImportWarning>>([.. await SchemaChangesAsync(db, dataset.Id, parsed.Profile, cancellation), .. parsed.Warnings]),
            Profile = DatasetJson.Write(parsed.Profile),
            DerivedFromId = isDerived ? import.FromVersionId : null,
            JoinedWithId = import.JoinedWithId,
            Derivation = import.Derivation,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = now,
        };
        db.DatasetVersions.Add(row);
        await changes.RecordAsync(db, actor, DatasetEvents.OfVersion(dataset, row.Id, row.Number),
            new DatasetEvents.VersionCreated(import.SourceName.Text), cancellation);
        await db.SaveChangesAsync(cancellation);
        await FinishAsync(db, import.Id, row.Id, isNew: true, cancellation);
    }

    /// <summary>Stores the resulting version with the import.</summary>
    public static Task FinishAsync(WorkbenchDbContext db, Guid importId, Guid versionId, bool isNew, CancellationToken cancellation) => db.DatasetImports
        .Where(row => row.Id == importId)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.VersionId, versionId).SetProperty(row => row.IsNew, isNew), cancellation);

    /// <summary>The rights were checked when the import was requested. From here on, the requester is only named.</summary>
    private static Actor RequesterOf(DatasetImport import)
    {
        var project = new ProjectScope(import.ProjectId, import.Project!.Name);
        return import.RequestedById == Actor.System.UserId
            ? Actor.System with { Project = project }
            : new Actor(import.RequestedById, import.RequestedByName, UserRole.Viewer) { Project = project, TokenMaker = import.TokenMaker is { } maker ? DatasetJson.Read<TokenMaker>(maker) : null };
    }

    private static async Task RequireSourceAsync(WorkbenchDbContext db, DatasetImport import, CancellationToken cancellation)
    {
        if (import.Kind != ImportKind.Upload && !await db.DatasetVersions.AnyAsync(version => version.Id == import.FromVersionId, cancellation))
        {
            throw SourceDeleted();
        }
    }

    public static WorkbenchException SourceDeleted() =>
        WorkbenchException.Conflict("source_deleted", "The source version was deleted during the import. Choose another version, or upload the file again.");

    private static async Task<Dataset> FindOrAddDatasetAsync(WorkbenchDbContext db, DatasetImport import, DateTime now, CancellationToken cancellation)
    {
        var datasets = db.Datasets.Where(row => row.ProjectId == import.ProjectId);
        if (await datasets.SingleOrDefaultAsync(row => row.Name == import.Dataset, cancellation) is { } found)
        {
            return found;
        }

        await NameRules.RequireFreeAsync(datasets, import.Dataset, "dataset", cancellation);
        return db.Datasets.Add(new Dataset { Id = Guid.CreateVersion7(), ProjectId = import.ProjectId, Name = import.Dataset, CreatedAt = now }).Entity;
    }

    /// <summary>Warnings about columns that changed since the newest version. Shown immediately, because models and recipes refer to columns by name.</summary>
    private static async Task<IReadOnlyList<ImportWarning>> SchemaChangesAsync(
        WorkbenchDbContext db, Guid datasetId, DatasetProfile profile, CancellationToken cancellation)
    {
        var newest = await db.DatasetVersions.AsNoTracking()
            .Where(version => version.DatasetId == datasetId)
            .OrderByDescending(version => version.Number)
            .Select(version => new { version.Number, version.Profile })
            .FirstOrDefaultAsync(cancellation);
        return newest is null ? [] : SchemaChanges.Warnings(SchemaChanges.Between(DatasetJson.Read<DatasetProfile>(newest.Profile), profile), $"version {newest.Number}");
    }
}
