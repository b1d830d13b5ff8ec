using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Lineage;

/// <summary>Lists the dependents of a dataset version. <see cref="Registry.Models.ModelLineage"/> lists the data of a model version.</summary>
public sealed class LineageCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int MostShown = 100;

    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    public async Task<DatasetLineage> GetAsync(Actor actor, string name, int? version, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var data = await db.DatasetVersions.AsNoTracking()
            .Where(row => row.Dataset!.ProjectId == actor.Project.Id && row.Dataset.Name == name && (version == null || row.Number == version))
            .OrderBy(row => row.ArchivedAt != null).ThenByDescending(row => row.Number)
            .Select(row => new
            {
                row.Id,
                row.DatasetId,
                row.SourceName,
                row.CreatedByName,
                IsDerived = row.Derivation != null,
                HasNewerSource = db.DatasetVersions.Any(other => other.ArchivedAt == null
                    && ((other.DatasetId == row.DerivedFrom!.DatasetId && other.Number > row.DerivedFrom.Number) || (other.DatasetId == row.JoinedWith!.DatasetId && other.Number > row.JoinedWith.Number))),
            })
            .FirstOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound(version is null ? $"dataset '{name}'" : $"version {version} of a dataset '{name}'");

        var sources = db.DatasetVersions.AsNoTracking().Where(row => db.DatasetVersions.Any(made => made.Id == data.Id && (made.DerivedFromId == row.Id || made.JoinedWithId == row.Id)));
        var derived = db.DatasetVersions.AsNoTracking().Where(row => row.DerivedFromId == data.Id || row.JoinedWithId == data.Id);
        var recipes = db.Recipes.AsNoTracking().Where(row => row.DatasetId == data.DatasetId)
            .SelectMany(row => row.Versions.OrderByDescending(newest => newest.Number).Take(1), (row, newest) => new { row.Name, Newest = newest })
            .OrderByDescending(row => row.Newest.CreatedAt)
            .Select(row => new RecipeUse(row.Name, row.Newest.Number, row.Newest.Steps, row.Newest.CreatedByName, row.Newest.CreatedAt));
        var experiments = db.Experiments.AsNoTracking().Where(row => row.DatasetVersionId == data.Id)
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => new ExperimentUse(row.Id, row.Name, row.State, row.Runs.Count, row.CreatedByName, row.CreatedAt));
        var models = db.ModelVersions.AsNoTracking().Where(row => row.Run!.Experiment!.DatasetVersionId == data.Id)
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => new ModelUse(row.Model!.Name, row.Number, row.Stage, row.RunId, row.Run!.ExperimentId, row.CreatedByName, row.CreatedAt));
        var reports = db.Reports.AsNoTracking().Where(row => db.Runs.Any(run => run.Id == row.RunId && run.Experiment!.DatasetVersionId == data.Id))
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => new ReportUse(row.Id, row.Title, row.RunId, row.RevokedAt != null, row.CreatedByName, row.CreatedAt));
        var checks = db.DriftReports.AsNoTracking().Where(row => row.ReferenceVersionId == data.Id || row.CurrentVersionId == data.Id)
            .OrderByDescending(row => row.CreatedAt)
            .Select(row => new DriftCheckUse(row.Id, row.ModelVersion!.Model!.Name, row.ModelVersion.Number, row.ReferenceVersionId == data.Id, row.Drifted, row.CreatedByName, row.CreatedAt));
        return new DatasetLineage
        {
            Origin = data.IsDerived ? $"Derived by {data.CreatedByName} from {data.SourceName.Text}." : $"Uploaded by {data.CreatedByName} as {data.SourceName.Text}.",
            Sources = (await ReadAsync(Versions(sources), cancellation)).Items,
            NewerSource = data.HasNewerSource,
            Derived = await ReadAsync(Versions(derived), cancellation),
            Recipes = await ReadAsync(recipes, cancellation),
            Experiments = await ReadAsync(experiments, cancellation),
            Models = await ReadAsync(models, cancellation),
            Reports = await ReadAsync(reports, cancellation),
            DriftChecks = await ReadAsync(checks, cancellation),
        };
    }

    private static IQueryable<DerivationUse> Versions(IQueryable<DatasetVersion> versions) =>
        versions.OrderByDescending(row => row.CreatedAt).Select(row => new DerivationUse(row.Dataset!.Name, row.Number, row.CreatedByName, row.CreatedAt));

    private static async Task<Page<T>> ReadAsync<T>(IQueryable<T> uses, CancellationToken cancellation) =>
        new(await uses.Take(MostShown).ToListAsync(cancellation), await uses.CountAsync(cancellation));
}
