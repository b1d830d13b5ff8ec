using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads the log of predictions.</summary>
public sealed class PredictionLogCatalog(IDbContextFactory<WorkbenchDbContext> contexts, PredictionLogWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);
    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

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
        var place = LogPlace.Of(query);
        var versions = await db.ModelVersions
            .Where(version => version.ModelId == row.ModelId && (filter.Version == null || version.Number == filter.Version))
            .ToDictionaryAsync(version => version.Id, version => version.Number, cancellationToken);
        var found = await FindAsync(db, row.Id, [.. versions.Keys], filter, place, query.Limit + 1, cancellationToken);
        var (items, next, previous) = place.Cut(found, query.Limit);
        return new PredictionPage([.. items.Select(item => Describe(item, versions[item.Part.Batch.ModelVersionId]))], next, previous);
    }

    /// <exception cref="WorkbenchException">The endpoint or the prediction does not exist, or it is that of a shadow.</exception>
    public async Task<LoggedPrediction> FindAsync(Actor actor, string endpoint, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var versions = await db.ModelVersions.Where(version => version.ModelId == row.ModelId).ToDictionaryAsync(version => version.Id, version => version.Number, cancellationToken);
        var parts = PredictionLogReader.ReadAsync(
            db,
            db.PredictionBatches.Where(batch => batch.EndpointId == row.Id && !batch.IsShadow),
            LogWindow.All,
            keys: [KeyFilter.HashOf(id)],
            cancellationToken: cancellationToken);
        await foreach (var part in parts)
        {
            if (Array.IndexOf(part.Block.Ids(LogBlock.Id), id) is var found and >= 0)
            {
                return Describe(new LoggedRow(part, found, part.Block.At(found), id), versions[part.Batch.ModelVersionId]);
            }
        }

        throw WorkbenchException.NotFound($"prediction with this id on endpoint '{endpoint}'");
    }

    /// <summary>The endpoint's newest predictions first.</summary>
    public async Task<IReadOnlyList<LoggedPrediction>> ListRecentAsync(Actor actor, string endpoint, int limit, CancellationToken cancellationToken) =>
        (await ListAsync(actor, endpoint, new PredictionFilter(), new ListQuery(Limit: limit), cancellationToken)).Items;

    /// <summary>The first rows of the log from the place on. Later batches are read only while they can hold one of them.</summary>
    private static async Task<List<LoggedRow>> FindAsync(
        WorkbenchDbContext db, Guid endpointId, IReadOnlyCollection<Guid> versions, PredictionFilter filter, LogPlace place, int most, CancellationToken cancellationToken)
    {
        var parts = PredictionLogReader.ReadAsync(
            db,
            db.PredictionBatches.Where(batch => batch.EndpointId == endpointId && versions.Contains(batch.ModelVersionId) && !batch.IsShadow),
            place.Narrow(new LogWindow(filter.From, filter.To)),
            keys: filter.EntityId is { } entity ? [KeyFilter.HashOfEntity(entity)] : null,
            oldestFirst: !place.NewestFirst,
            cancellationToken: cancellationToken);
        var found = new List<LoggedRow>();
        await foreach (var part in parts)
        {
            if (found.Count == most && place.IsBehind(part.Batch, found[^1]))
            {
                break;
            }

            var ids = part.Block.Ids(LogBlock.Id);
            found.AddRange(Enumerable.Range(0, part.Block.Rows)
                .Select(number => place.NewestFirst ? part.Block.Rows - 1 - number : number)
                .Select(row => new LoggedRow(part, row, part.Block.At(row), ids[row]))
                .Where(row => place.IsAhead(row) && Matches(row, filter))
                .Take(most));
            found.Sort(place.Compare);
            found.RemoveRange(Math.Min(most, found.Count), Math.Max(0, found.Count - most));
        }

        return found;
    }

    private static bool Matches(LoggedRow row, PredictionFilter filter) =>
        (filter.Label is not { } label || row.Text(LogBlock.Label) == label)
        && (filter.EntityId is not { } entity || row.Text(LogBlock.EntityId) == entity)
        && (filter.HasWarnings is not { } has || row.Text(LogBlock.Warnings) is not null == has)
        // The names of rules have no comma.
        && (filter.Flag is not { } flag || row.Text(LogBlock.Flags)?.Split(',').Contains(flag, StringComparer.Ordinal) == true);

    private static LoggedPrediction Describe(LoggedRow row, int version) => new(
        row.Id,
        version,
        row.Part.Block.Ids(LogBlock.Route)[row.Row] is var route && route == Guid.Empty ? null : route,
        row.At,
        row.Text(LogBlock.AssociationId),
        row.Text(LogBlock.EntityId),
        row.Part.Block.Inputs.ToDictionary(column => column.Name[LogBlock.InputPrefix.Length..], column => column.TextAt(row.Row), StringComparer.Ordinal),
        row.Text(LogBlock.Label),
        row.Part.Block.Doubles(LogBlock.Score)[row.Row],
        row.Text(LogBlock.Warnings)?.Split(',') ?? [],
        row.Text(LogBlock.Flags)?.Split(',') ?? []);
}
