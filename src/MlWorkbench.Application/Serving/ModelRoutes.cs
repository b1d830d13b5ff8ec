using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Finds the version that answers for a model. Promotions and changed settings reach every call within a second.</summary>
public sealed class ModelRoutes
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly RecentAnswers<(ProjectScope Project, string Model, string? Reference), ModelRoute> _recent;

    public ModelRoutes(IDbContextFactory<WorkbenchDbContext> contexts, ChangeSignal changes, TimeProvider clock)
    {
        _contexts = contexts;
        _recent = new((key, cancellationToken) => ReadAsync(key.Project, key.Model, key.Reference, cancellationToken), changes, clock);
    }

    /// <param name="model">Name of the model and its endpoint.</param>
    /// <param name="reference">A version number or alias. If null, the version that the endpoint's route leads to.</param>
    /// <exception cref="WorkbenchException">The model or version does not exist, or Production is empty.</exception>
    internal async ValueTask<ModelRoute> FindAsync(ProjectScope project, string model, string? reference, CancellationToken cancellationToken) =>
        (await _recent.FindAsync((project, model, reference), cancellationToken))!;

    private async Task<ModelRoute?> ReadAsync(ProjectScope project, string model, string? reference, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var found = await (await ReadVersionsAsync(db, project, model, reference, cancellationToken)).AsNoTracking()
            .Select(version => new
            {
                version.Id,
                version.Model!.Name,
                version.Number,
                version.PackageDigest,
                WhenLogFull = db.ModelEndpoints
                    .Where(endpoint => endpoint.ProjectId == project.Id && endpoint.Name == model)
                    .Select(endpoint => endpoint.WhenLogFull)
                    .Single(),
                Data = version.Run!.Experiment!.DatasetVersion!.DatasetId,
                DataNumber = version.Run.Experiment.DatasetVersion.Number,
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw await RefusalAsync(db, project, model, cancellationToken);
        var newest = await db.DatasetVersions.AsNoTracking()
            .Where(data => data.DatasetId == found.Data && data.Number >= found.DataNumber && data.ArchivedAt == null)
            .OrderByDescending(data => data.Number)
            .Select(data => new HistoryVersion(data.Dataset!.Name, data.Number, data.Digest))
            .FirstOrDefaultAsync(cancellationToken);
        return new ModelRoute(found.Id, found.Name, found.Number, found.PackageDigest, found.WhenLogFull, newest);
    }

    /// <summary>The version of the reference, or the one that the endpoint's live route leads to.</summary>
    private static async Task<IQueryable<ModelVersion>> ReadVersionsAsync(
        WorkbenchDbContext db, ProjectScope project, string model, string? reference, CancellationToken cancellationToken)
    {
        if (reference is null)
        {
            return ServedVersion.Of(db, project.Id).Where(served => served.Endpoint.Name == model).Select(served => served.Version);
        }

        var id = await ModelCatalog.ResolveAsync(db, project, model, reference, cancellationToken);
        return db.ModelVersions.Where(version => version.Id == id);
    }

    private static async Task<WorkbenchException> RefusalAsync(WorkbenchDbContext db, ProjectScope project, string model, CancellationToken cancellationToken) =>
        await db.ModelEndpoints.AnyAsync(endpoint => endpoint.ProjectId == project.Id && endpoint.Name == model, cancellationToken)
            ? WorkbenchException.Conflict("nothing_in_production",
                $"No version of '{model}' is in Production, so its endpoint cannot answer. Promote a version, or add a version to the address.")
            : WorkbenchException.NotFound($"model '{model}'");
}
