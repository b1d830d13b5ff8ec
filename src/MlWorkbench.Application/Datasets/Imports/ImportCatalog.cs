using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Reads imports.</summary>
public sealed class ImportCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int MostActive = 20;

    public async Task<ImportDetails> GetAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see imports");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await ReadAsync(db, Imports(db, actor).Where(import => import.Id == id), cancellation)).SingleOrDefault() ?? throw WorkbenchException.NotFound("such import");
    }

    /// <summary>Queued and running imports, oldest first.</summary>
    /// <param name="dataset">If omitted, those of all datasets.</param>
    public async Task<IReadOnlyList<ImportDetails>> ListActiveAsync(Actor actor, string? dataset, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see imports");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var imports = Imports(db, actor).Where(import => dataset == null || import.Dataset == dataset);
        return await ReadAsync(db, Active(db, imports).OrderBy(import => import.CreatedAt).Take(MostActive), cancellation);
    }

    /// <summary>The actor's newest active upload to the dataset. Null without one.</summary>
    public async Task<ImportDetails?> FindUploadAsync(Actor actor, string dataset, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see imports");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var own = Imports(db, actor).Where(import => import.Dataset == dataset && import.Kind == ImportKind.Upload && import.RequestedById == actor.UserId);
        return (await ReadAsync(db, Active(db, own).OrderByDescending(import => import.CreatedAt).Take(1), cancellation)).SingleOrDefault();
    }

    internal static IQueryable<DatasetImport> Active(WorkbenchDbContext db, IQueryable<DatasetImport> imports) =>
        imports.Where(import => db.JobRuns.Any(job => job.SubjectId == import.Id && (job.State == JobState.Queued || job.State == JobState.Running)));

    private static IQueryable<DatasetImport> Imports(WorkbenchDbContext db, Actor actor) => db.DatasetImports.AsNoTracking().Where(import => import.ProjectId == actor.Project.Id);

    private static async Task<IReadOnlyList<ImportDetails>> ReadAsync(WorkbenchDbContext db, IQueryable<DatasetImport> imports, CancellationToken cancellation)
    {
        var rows = await imports
            .Select(import => new { import.Id, import.Kind, import.Dataset, import.SourceName, import.IsNew, Result = import.Version == null ? null : new { import.Version.Dataset!.Name, import.Version.Number } })
            .ToListAsync(cancellation);
        var ids = rows.Select(row => row.Id).ToList();
        var jobs = (await JobCatalog.ReadAsync(db, db.JobRuns.AsNoTracking().Where(job => ids.Contains(job.SubjectId)), cancellation)).ToDictionary(job => job.SubjectId);
        return [.. rows.Select(row => new ImportDetails(row.Id, row.Kind, row.Dataset, row.SourceName.Text, jobs[row.Id], row.Result is { } version ? new ImportResult(version.Name, version.Number, row.IsNew) : null))];
    }
}
