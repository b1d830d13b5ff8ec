using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads endpoints, their routes, settings and inputs.</summary>
public sealed class EndpointCatalog(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ModelRoutes routes,
    ModelCache models,
    RolloutCatalog rollouts,
    IOptions<ServingOptions> options,
    TimeProvider clock)
{
    private const int MostVersions = 100;
    private const int Minutes = 60;

    private static readonly ListOrders<ModelEndpoint, Guid> Orders = new ListOrders<ModelEndpoint, Guid>(endpoint => endpoint.Id)
        .By("name", endpoint => endpoint.Name, descending: false);

    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>All endpoints by name. <see cref="ListQuery.Search"/> searches names and models.</summary>
    public async Task<Page<EndpointSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoints = db.ModelEndpoints.AsNoTracking().Where(endpoint => endpoint.ProjectId == actor.Project.Id);
        if (query.Pattern is { } pattern)
        {
            endpoints = endpoints.Where(endpoint => ListQuery.Matches(endpoint.Name, pattern) || ListQuery.Matches(endpoint.Model!.Name, pattern));
        }

        var total = await endpoints.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(endpoints, query, cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime - Lately;
        var rows = await slice.Rows
            .Select(endpoint => new
            {
                endpoint.Id,
                endpoint.Name,
                Model = endpoint.Model!.Name,
                Champion = db.ModelVersions.Where(version => version.ModelId == endpoint.ModelId && version.Stage == Stage.Production)
                    .Select(version => new { version.Number, version.StageSince })
                    .FirstOrDefault(),
                RolledOut = endpoint.Routes
                    .Where(route => route.Mode == RouteMode.Live && route.VersionId != null)
                    .Select(route => new { route.Version!.Number, route.Weight })
                    .FirstOrDefault(),
                Shadows = endpoint.Routes.Count(route => route.Mode == RouteMode.Shadow),
                Predictions = db.TrafficMinutes
                    .Where(minute => minute.EndpointId == endpoint.Id && minute.At > since && minute.Mode == RouteMode.Live)
                    .Sum(minute => minute.Rows),
                LastAt = db.TrafficMinutes.Where(minute => minute.EndpointId == endpoint.Id && minute.Mode == RouteMode.Live).Max(minute => (DateTime?)minute.At),
            })
            .ToListAsync(cancellationToken);
        var hour = await ReadHourAsync(db, [.. rows.Select(row => row.Id)], cancellationToken);
        return slice.ToPage(
            [.. rows.Select(row => (Row: row, Hour: TrafficTotals.Of(hour[row.Id]))).Select(pair => new EndpointSummary(
                pair.Row.Name,
                pair.Row.Model,
                pair.Row.Champion?.Number,
                pair.Row.Champion?.StageSince,
                pair.Row.RolledOut?.Number,
                pair.Row.RolledOut?.Weight,
                pair.Row.Shadows,
                pair.Row.Predictions,
                pair.Row.LastAt,
                ByMinute(hour[pair.Row.Id]),
                pair.Hour.Failed,
                pair.Hour.Latencies.Quantile(0.95)))],
            total);
    }

    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The endpoint or version does not exist, or Production is empty.</exception>
    public async Task<EndpointDetails> FindAsync(Actor actor, string name, string? reference, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        var endpoint = await routes.FindAsync(actor.Project, name, reference, cancellationToken);
        var model = await models.GetAsync(endpoint.Champion.PackageDigest, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await db.ModelVersions.AsNoTracking()
            .Where(candidate => candidate.Id == endpoint.Champion.VersionId)
            .Select(candidate => new { candidate.Stage, candidate.StageSince })
            .SingleAsync(cancellationToken);
        var versions = await db.ModelVersions.AsNoTracking().OfModel(actor.Project, endpoint.Model)
            .OrderByDescending(candidate => candidate.Number)
            .Take(MostVersions)
            .Select(candidate => candidate.Number)
            .ToListAsync(cancellationToken);
        return new EndpointDetails(
            endpoint.Model, endpoint.Champion.Number, version.Stage, version.StageSince, model.Signature, versions,
            await GetSettingsAsync(actor, name, cancellationToken));
    }

    /// <summary>The routes and settings of an endpoint, even if Production is empty.</summary>
    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public async Task<EndpointSettings> GetSettingsAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see endpoints");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoint = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, name, cancellationToken);
        var last = await rollouts.FindLastAsync(actor, name, cancellationToken);
        return new EndpointSettings(
            endpoint.Name,
            endpoint.Model!.Name,
            await ReadRoutesAsync(db, endpoint.Id, cancellationToken),
            last is { IsActive: true } ? last : null,
            EndpointLimits.Of(CallLimits.Read(endpoint.Limits), options.Value),
            new EndpointLog(ModelEndpoint.WhenFull(endpoint.WhenLogFull, endpoint.KeepsDropping, last is { IsActive: true }), endpoint.LogRetentionDays));
    }

    private static async Task<IReadOnlyList<EndpointRouteDetails>> ReadRoutesAsync(WorkbenchDbContext db, Guid endpointId, CancellationToken cancellationToken)
    {
        var found = await RoutedVersion.Of(db).AsNoTracking()
            .Where(routed => routed.Route.EndpointId == endpointId)
            .OrderBy(routed => routed.Route.Mode)
            .ThenBy(routed => routed.Route.VersionId != null)
            .ThenBy(routed => routed.Version.Number)
            .Select(routed => new { routed.Route.Id, routed.Route.Mode, routed.Route.VersionId, routed.Route.Weight, routed.Route.SamplePercent, routed.Version.Number })
            .ToListAsync(cancellationToken);
        var others = found.Where(route => route.Mode == RouteMode.Live && route.VersionId is not null).Sum(route => route.Weight);
        return [.. found.Select(route => new EndpointRouteDetails(
            route.Id,
            route.Number,
            route.Mode,
            route.Mode == RouteMode.Live && route.VersionId is null ? 100 - others : route.Weight,
            route.SamplePercent))];
    }

    private async Task<ILookup<Guid, TrafficMinute>> ReadHourAsync(WorkbenchDbContext db, List<Guid> endpoints, CancellationToken cancellationToken)
    {
        var from = clock.GetUtcNow().UtcDateTime.AddMinutes(-Minutes);
        var minutes = await db.TrafficMinutes.AsNoTracking()
            .Where(minute => endpoints.Contains(minute.EndpointId) && minute.At > from && minute.Mode == RouteMode.Live)
            .ToListAsync(cancellationToken);
        return minutes.ToLookup(minute => minute.EndpointId);
    }

    private IReadOnlyList<long> ByMinute(IEnumerable<TrafficMinute> minutes)
    {
        var requests = new long[Minutes];
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var minute in minutes)
        {
            requests[Minutes - 1 - Math.Clamp((int)(now - minute.At).TotalMinutes, 0, Minutes - 1)] += minute.Requests;
        }

        return requests;
    }
}
