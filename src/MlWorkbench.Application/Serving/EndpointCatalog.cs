using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads endpoints, their settings and their inputs.</summary>
public sealed class EndpointCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ModelRoutes routes, ModelCache models, TimeProvider clock)
{
    private const int MostVersions = 100;

    private static readonly ListOrders<ModelVersion, Guid> Orders = new ListOrders<ModelVersion, Guid>(version => version.Id)
        .By("name", version => version.Model!.Name, descending: false);

    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>Models with a version in Production, by name. <see cref="ListQuery.Search"/> searches names.</summary>
    public async Task<Page<EndpointSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime - Lately;
        var served = db.ModelVersions.AsNoTracking().Where(version => version.Model!.ProjectId == actor.Project.Id && version.Stage == Stage.Production);
        if (query.Pattern is { } pattern)
        {
            served = served.Where(version => EF.Functions.Like(version.Model!.Name, pattern, ListQuery.Escape));
        }

        var total = await served.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(served, query, cancellationToken);
        var items = await slice.Rows
            .Select(version => new EndpointSummary(
                version.Model!.Name,
                version.Number,
                version.StageSince,
                db.PredictionLog.Count(entry => entry.ModelVersionId == version.Id && entry.At > since),
                db.PredictionLog.Where(entry => entry.ModelVersionId == version.Id).Max(entry => (DateTime?)entry.At)))
            .ToListAsync(cancellationToken);
        return slice.ToPage(items, total);
    }

    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The model or version does not exist, or Production is empty.</exception>
    public async Task<EndpointDetails> FindAsync(Actor actor, string modelName, string? reference, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        var route = await routes.FindAsync(actor.Project, modelName, reference, cancellationToken);
        var model = await models.GetAsync(route.PackageDigest, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await db.ModelVersions.AsNoTracking().Where(candidate => candidate.Id == route.VersionId).Select(candidate => new { candidate.ModelId, candidate.Stage, candidate.StageSince }).SingleAsync(cancellationToken);
        var versions = await db.ModelVersions.AsNoTracking().OfModel(actor.Project, modelName).OrderByDescending(candidate => candidate.Number).Take(MostVersions).Select(candidate => candidate.Number).ToListAsync(cancellationToken);
        return new EndpointDetails(route.Model, route.Number, version.Stage, version.StageSince, model.Signature, versions, await ReadLogAsync(db, version.ModelId, cancellationToken));
    }

    /// <summary>The settings of an endpoint. Every model has an endpoint of its name, even if Production is empty.</summary>
    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public async Task<EndpointSettings> GetSettingsAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var model = await db.RegisteredModels.AsNoTracking()
            .Where(candidate => candidate.ProjectId == actor.Project.Id && candidate.Name == name)
            .Select(candidate => new { candidate.Id, candidate.Name })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"endpoint '{name}'");
        return new EndpointSettings(model.Name, model.Name, await ReadLogAsync(db, model.Id, cancellationToken));
    }

    private static async Task<EndpointLog> ReadLogAsync(WorkbenchDbContext db, Guid modelId, CancellationToken cancellationToken) =>
        await db.EndpointLogPolicies.AsNoTracking().Where(policy => policy.ModelId == modelId).Select(policy => new EndpointLog(policy.WhenFull, policy.RetentionDays)).SingleOrDefaultAsync(cancellationToken) ?? EndpointLog.Default;
}
