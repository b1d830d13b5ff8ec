using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads endpoints, their settings and their inputs.</summary>
public sealed class EndpointCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ModelRoutes routes, ModelCache models, TimeProvider clock)
{
    private const int MostVersions = 100;

    private static readonly ListOrders<ServedVersion, Guid> Orders = new ListOrders<ServedVersion, Guid>(served => served.Endpoint.Id)
        .By("name", served => served.Endpoint.Name, descending: false);

    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>Endpoints with a version that answers, by name. <see cref="ListQuery.Search"/> searches names.</summary>
    public async Task<Page<EndpointSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime - Lately;
        var served = ServedVersion.Of(db, actor.Project.Id).AsNoTracking();
        if (query.Pattern is { } pattern)
        {
            served = served.Where(row => ListQuery.Matches(row.Endpoint.Name, pattern));
        }

        var total = await served.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(served, query, cancellationToken);
        var items = await slice.Rows
            .Select(row => new EndpointSummary(
                row.Endpoint.Name,
                row.Version.Number,
                row.Version.StageSince,
                db.PredictionLog.Count(entry => entry.ModelVersionId == row.Version.Id && entry.At > since),
                db.PredictionLog.Where(entry => entry.ModelVersionId == row.Version.Id).Max(entry => (DateTime?)entry.At)))
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
        var version = await db.ModelVersions.AsNoTracking()
            .Where(candidate => candidate.Id == route.VersionId)
            .Select(candidate => new { candidate.Stage, candidate.StageSince })
            .SingleAsync(cancellationToken);
        var versions = await db.ModelVersions.AsNoTracking().OfModel(actor.Project, modelName)
            .OrderByDescending(candidate => candidate.Number)
            .Take(MostVersions)
            .Select(candidate => candidate.Number)
            .ToListAsync(cancellationToken);
        return new EndpointDetails(route.Model, route.Number, version.Stage, version.StageSince, model.Signature, versions, (await GetSettingsAsync(actor, modelName, cancellationToken)).Log);
    }

    /// <summary>The settings of an endpoint, even if Production is empty.</summary>
    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public async Task<EndpointSettings> GetSettingsAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ModelEndpoints.AsNoTracking()
            .Where(endpoint => endpoint.ProjectId == actor.Project.Id && endpoint.Name == name)
            .Select(endpoint => new EndpointSettings(endpoint.Name, endpoint.Model!.Name, new EndpointLog(endpoint.WhenLogFull, endpoint.LogRetentionDays)))
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"endpoint '{name}'");
    }
}
