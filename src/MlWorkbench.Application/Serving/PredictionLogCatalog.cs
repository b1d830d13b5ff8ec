using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads the log of predictions.</summary>
public sealed class PredictionLogCatalog(IDbContextFactory<WorkbenchDbContext> contexts, PredictionLogWriter writer, TimeProvider clock)
{
    private const int CallsForLatency = 1_000;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>Counts the predictions of all versions of the model.</summary>
    public async Task<EndpointTraffic> TrafficAsync(Actor actor, string model, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime - Lately;
        var entries = EntriesOf(db, actor.Project, model);
        var recent = await entries.CountAsync(entry => entry.At > since, cancellationToken);
        var lastAt = await entries.MaxAsync(entry => (DateTime?)entry.At, cancellationToken);
        var calls = await entries
            .Where(entry => entry.CallMilliseconds != null)
            .OrderByDescending(entry => entry.At)
            .Take(CallsForLatency)
            .Select(entry => entry.CallMilliseconds!.Value)
            .ToListAsync(cancellationToken);
        calls.Sort();
        return new EndpointTraffic(recent, lastAt, Quantile(calls, 0.5), Quantile(calls, 0.95), writer.Dropped);
    }

    /// <summary>The model's newest predictions first.</summary>
    public async Task<IReadOnlyList<LoggedPrediction>> ListRecentAsync(Actor actor, string model, int limit, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see predictions");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await EntriesOf(db, actor.Project, model).OrderByDescending(entry => entry.At).Take(limit)
            .Select(entry => new { entry.Id, entry.At, entry.Inputs, entry.Label, entry.Score, Version = db.ModelVersions.Where(version => version.Id == entry.ModelVersionId).Select(version => version.Number).Single() })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new LoggedPrediction(row.Id, row.Version, row.At, ReadInputs(row.Inputs), row.Label, row.Score))];
    }

    private static IQueryable<PredictionLogEntry> EntriesOf(WorkbenchDbContext db, ProjectScope project, string model)
    {
        var versions = db.ModelVersions.OfModel(project, model).Select(version => version.Id);
        return db.PredictionLog.AsNoTracking().Where(entry => versions.Contains(entry.ModelVersionId));
    }

    private static double? Quantile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    private static Dictionary<string, string?> ReadInputs(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString(), StringComparer.Ordinal);
    }
}
