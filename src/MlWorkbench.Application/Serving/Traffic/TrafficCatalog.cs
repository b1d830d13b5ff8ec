using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Reads the traffic of endpoints from the counts of minutes, never from logged predictions.</summary>
public sealed class TrafficCatalog(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    private const int MostSteps = 2_000;
    private const int ShortestStep = 60;
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(31);
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);

    /// <summary>The traffic of each version by steps of time, oldest first. Steps without traffic are omitted.</summary>
    /// <param name="from">An hour before <paramref name="to"/> if null.</param>
    /// <param name="to">Now if null.</param>
    /// <param name="stepSeconds">A minute if null.</param>
    /// <exception cref="WorkbenchException">The endpoint does not exist, or the range or the step is out of bounds.</exception>
    public async Task<IReadOnlyList<TrafficPoint>> ListAsync(
        Actor actor, string endpoint, DateTime? from, DateTime? to, int? stepSeconds, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see the traffic of endpoints");
        var end = to?.ToUniversalTime() ?? clock.GetUtcNow().UtcDateTime;
        var step = TimeSpan.FromSeconds(stepSeconds ?? ShortestStep);
        var start = from?.ToUniversalTime() ?? StartOf(end - DefaultRange, step);
        CheckRange(start, end, step);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpointId = (await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken)).Id;
        var minutes = await db.TrafficMinutes.AsNoTracking()
            .Where(minute => minute.EndpointId == endpointId && minute.At >= start && minute.At < end)
            .ToListAsync(cancellationToken);
        var versions = minutes.Select(minute => minute.VersionId).Distinct().ToList();
        var numbers = await db.ModelVersions.Where(version => versions.Contains(version.Id))
            .ToDictionaryAsync(version => version.Id, version => version.Number, cancellationToken);
        return [.. minutes
            .GroupBy(minute => (At: start + (Math.Floor((minute.At - start) / step) * step), Version: numbers[minute.VersionId], minute.Mode))
            .OrderBy(group => group.Key.At).ThenBy(group => group.Key.Mode).ThenBy(group => group.Key.Version)
            .Select(group => PointOf(group.Key.At, group.Key.Version, group.Key.Mode, TrafficTotals.Of(group)))];
    }

    /// <summary>The start of the step that the time is in, so that steps without a given start begin on whole minutes.</summary>
    private static DateTime StartOf(DateTime at, TimeSpan step) => step < TimeSpan.FromSeconds(ShortestStep) ? at : at.AddTicks(-(at.Ticks % step.Ticks));

    private static TrafficPoint PointOf(DateTime at, int version, RouteMode mode, TrafficTotals totals) => new(
        at,
        version,
        mode,
        totals.Requests,
        totals.Rows,
        totals.Refused,
        totals.Failed,
        totals.Limited,
        totals.TimedOut,
        totals.Latencies.Quantile(0.5),
        totals.Latencies.Quantile(0.95),
        totals.Latencies.Quantile(0.99),
        totals.Hits);

    private static void CheckRange(DateTime from, DateTime to, TimeSpan step)
    {
        if (from >= to || to - from > LongestRange)
        {
            throw WorkbenchException.Invalid("range_invalid", string.Create(CultureInfo.InvariantCulture,
                $"'from' must be before 'to', by at most {LongestRange.TotalDays} days."), column: "from");
        }

        if (step.TotalSeconds < ShortestStep || (to - from) / step > MostSteps)
        {
            throw WorkbenchException.Invalid("step_invalid", string.Create(CultureInfo.InvariantCulture,
                $"'stepSeconds' is {step.TotalSeconds}; it must be at least {ShortestStep}, and long enough for at most {MostSteps} steps in the range."),
                column: "stepSeconds");
        }
    }
}
