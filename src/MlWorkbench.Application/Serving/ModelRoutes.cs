using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Finds the versions that answer for an endpoint. Promotions, rollouts and changed settings reach every call within a second.</summary>
public sealed class ModelRoutes
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly ModelCache _models;
    private readonly RecentAnswers<(ProjectScope Project, string Name, string? Reference), ServedEndpoint> _recent;

    public ModelRoutes(IDbContextFactory<WorkbenchDbContext> contexts, ModelCache models, ChangeSignal changes, TimeProvider clock)
    {
        _contexts = contexts;
        _models = models;
        _recent = new((key, cancellationToken) => ReadAsync(key.Project, key.Name, key.Reference, cancellationToken), changes, clock);
    }

    /// <param name="name">Name of the endpoint. Each model has one of its own name.</param>
    /// <param name="reference">A version number or alias of its model. If null, the endpoint's routes decide.</param>
    /// <exception cref="WorkbenchException">The endpoint or version does not exist, or Production is empty.</exception>
    internal async ValueTask<ServedEndpoint> FindAsync(ProjectScope project, string name, string? reference, CancellationToken cancellationToken) =>
        (await _recent.FindAsync((project, name, reference), cancellationToken))!;

    private async Task<ServedEndpoint?> ReadAsync(ProjectScope project, string name, string? reference, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var endpoint = await db.ModelEndpoints.AsNoTracking()
            .Named(project, name)
            .Select(candidate => new
            {
                candidate.Id,
                candidate.Name,
                Model = candidate.Model!.Name,
                candidate.WhenLogFull,
                candidate.KeepsDropping,
                IsInRollout = db.Rollouts.Any(rollout => rollout.EndpointId == candidate.Id && (rollout.State == RolloutState.Running || rollout.State == RolloutState.Paused)),
                candidate.DeploymentId,
                candidate.HumilityRules,
                candidate.Limits,
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"model '{name}'");
        var routes = reference is null
            ? await ReadRoutesAsync(db, endpoint.Id, cancellationToken)
            : [await ReadVersionAsync(db, project, endpoint.Model, reference, cancellationToken)];
        var live = routes.Where(route => route.Mode == RouteMode.Live).ToList();
        return live.Count > 0
            ? new ServedEndpoint(
                endpoint.Id, endpoint.Name, endpoint.Model,
                ModelEndpoint.WhenFull(endpoint.WhenLogFull, endpoint.KeepsDropping, endpoint.IsInRollout),
                $"{endpoint.DeploymentId ?? endpoint.Id:N}", live,
                [.. routes.Where(route => route.Mode == RouteMode.Shadow)],
                HumilityRules.Read(endpoint.HumilityRules),
                CallLimits.Read(endpoint.Limits))
            : throw WorkbenchException.Conflict("nothing_in_production",
                $"No version of '{endpoint.Model}' is in Production, so its endpoint cannot answer. Promote a version, or add a version to the address.");
    }

    /// <summary>The endpoint's routes, the champion last. A version beside it takes part as soon as its model is loaded, so it never delays the champion.</summary>
    private async Task<IReadOnlyList<ServedRoute>> ReadRoutesAsync(WorkbenchDbContext db, Guid endpointId, CancellationToken cancellationToken)
    {
        var found = await RoutedVersion.Of(db).AsNoTracking()
            .Where(routed => routed.Route.EndpointId == endpointId)
            .OrderBy(routed => routed.Route.VersionId == null)
            .ThenBy(routed => routed.Route.Id)
            .Select(routed => new
            {
                routed.Route.Id,
                routed.Route.Mode,
                Percent = routed.Route.Mode == RouteMode.Live ? routed.Route.Weight : routed.Route.SamplePercent,
                FollowsProduction = routed.Route.VersionId == null,
                VersionId = routed.Version.Id,
                routed.Version.Number,
                routed.Version.PackageDigest,
            })
            .ToListAsync(cancellationToken);
        var routes = new List<ServedRoute>();
        foreach (var route in found.Where(route => route.FollowsProduction || _models.IsLoaded(route.PackageDigest)))
        {
            var newest = await FindNewestDataAsync(db, route.VersionId, cancellationToken);
            routes.Add(new ServedRoute(route.Id, route.Mode, route.Percent / 100, route.VersionId, route.Number, route.PackageDigest, newest));
        }

        return routes;
    }

    private static async Task<ServedRoute> ReadVersionAsync(
        WorkbenchDbContext db, ProjectScope project, string model, string reference, CancellationToken cancellationToken)
    {
        var id = await ModelCatalog.ResolveAsync(db, project, model, reference, cancellationToken);
        var version = await db.ModelVersions.AsNoTracking().Where(candidate => candidate.Id == id)
            .Select(candidate => new { candidate.Number, candidate.PackageDigest })
            .SingleAsync(cancellationToken);
        return new ServedRoute(null, RouteMode.Live, 1, id, version.Number, version.PackageDigest, await FindNewestDataAsync(db, id, cancellationToken));
    }

    private static async Task<HistoryVersion?> FindNewestDataAsync(WorkbenchDbContext db, Guid versionId, CancellationToken cancellationToken)
    {
        var trained = db.ModelVersions.Where(version => version.Id == versionId).Select(version => version.Run!.Experiment!.DatasetVersion!);
        return await db.DatasetVersions.AsNoTracking()
            .Where(data => data.ArchivedAt == null && trained.Any(first => first.DatasetId == data.DatasetId && first.Number <= data.Number))
            .OrderByDescending(data => data.Number)
            .Select(data => new HistoryVersion(data.Dataset!.Name, data.Number, data.Digest))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
