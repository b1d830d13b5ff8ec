using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads the log of predictions.</summary>
public sealed class PredictionLogCatalog(IDbContextFactory<WorkbenchDbContext> contexts, PredictionLogWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);
    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    private static readonly ListOrders<PredictionLogEntry, Guid> Orders = new ListOrders<PredictionLogEntry, Guid>(entry => entry.Id).By("at", entry => entry.At);

    /// <summary>Sums the traffic of the endpoint's live routes.</summary>
    public async Task<EndpointTraffic> TrafficAsync(Actor actor, string endpoint, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var live = db.TrafficMinutes.AsNoTracking()
            .Where(minute => minute.Mode == RouteMode.Live && minute.At > now - Lately
                && db.ModelEndpoints.Named(actor.Project, endpoint).Any(row => row.Id == minute.EndpointId));
        var rows = await live.SumAsync(minute => minute.Rows, cancellationToken);
        var hour = TrafficTotals.Of(await live.Where(minute => minute.At > now - Recently).ToListAsync(cancellationToken));
        return new EndpointTraffic(rows, hour.Latencies.Quantile(0.5), hour.Latencies.Quantile(0.95), writer.Dropped);
    }

    /// <summary>The endpoint's predictions, newest first, without those of shadows.</summary>
    /// <exception cref="WorkbenchException">The endpoint does not exist.</exception>
    public async Task<PredictionPage> ListAsync(
        Actor actor, string endpoint, PredictionFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var entries = Filter(db, row, filter);
        var slice = await Orders.SliceAsync(entries, query, cancellationToken);
        var found = await slice.Rows
            .Select(entry => new { Entry = entry, Version = db.ModelVersions.Where(version => version.Id == entry.ModelVersionId).Select(version => version.Number).Single() })
            .ToListAsync(cancellationToken);
        return new PredictionPage([.. found.Select(pair => Describe(pair.Entry, pair.Version))], slice.Next, slice.Previous);
    }

    /// <exception cref="WorkbenchException">The endpoint or the prediction does not exist, or it is that of a shadow.</exception>
    public async Task<LoggedPrediction> FindAsync(Actor actor, string endpoint, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var found = await Filter(db, row, new PredictionFilter())
            .Where(entry => entry.Id == id)
            .Select(entry => new
            {
                Entry = entry,
                Version = db.ModelVersions.Where(version => version.Id == entry.ModelVersionId).Select(version => version.Number).Single(),
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"prediction with this id on endpoint '{endpoint}'");
        return Describe(found.Entry, found.Version);
    }

    /// <summary>The endpoint's newest predictions first.</summary>
    public async Task<IReadOnlyList<LoggedPrediction>> ListRecentAsync(Actor actor, string endpoint, int limit, CancellationToken cancellationToken) =>
        (await ListAsync(actor, endpoint, new PredictionFilter(), new ListQuery(Limit: limit), cancellationToken)).Items;

    private static IQueryable<PredictionLogEntry> Filter(WorkbenchDbContext db, ModelEndpoint endpoint, PredictionFilter filter)
    {
        var versions = db.ModelVersions.Where(version => version.ModelId == endpoint.ModelId && (filter.Version == null || version.Number == filter.Version));
        var entries = db.PredictionLog.AsNoTracking().Where(entry =>
            versions.Any(version => version.Id == entry.ModelVersionId) && entry.EndpointId == endpoint.Id && entry.ShadowOfId == null);
        if (filter.From is { } from)
        {
            entries = entries.Where(entry => entry.At >= from);
        }

        if (filter.To is { } to)
        {
            entries = entries.Where(entry => entry.At < to);
        }

        if (filter.Label is { } label)
        {
            entries = entries.Where(entry => entry.Label == label);
        }

        if (filter.EntityId is { } entity)
        {
            entries = entries.Where(entry => entry.EntityId == entity);
        }

        if (filter.Flag is { } flag)
        {
            // The names of rules have no comma.
            entries = entries.Where(entry => entry.Flags != null && ("," + entry.Flags + ",").Contains("," + flag + ","));
        }

        return filter.HasWarnings is { } has ? entries.Where(entry => (entry.Warnings != null) == has) : entries;
    }

    private static LoggedPrediction Describe(PredictionLogEntry entry, int version) => new(
        entry.Id,
        version,
        entry.RouteId,
        entry.At,
        entry.AssociationId,
        entry.EntityId,
        ReadInputs(entry.Inputs),
        entry.Label,
        entry.Score,
        entry.Warnings?.Split(',') ?? [],
        entry.Flags?.Split(',') ?? []);

    private static Dictionary<string, string?> ReadInputs(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            property => property.Name,
            property => property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString(),
            StringComparer.Ordinal);
    }
}
