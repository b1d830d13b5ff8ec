using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Sum of the minutes of a version on an endpoint.</summary>
internal sealed class TrafficTotals
{
    private readonly Dictionary<string, long> _hits = new(StringComparer.Ordinal);

    private TrafficTotals(IReadOnlyList<TrafficMinute> minutes)
    {
        foreach (var minute in minutes)
        {
            Requests += minute.Requests;
            Rows += minute.Rows;
            Refused += minute.Refused;
            Failed += minute.Failed;
            Limited += minute.Limited;
            TimedOut += minute.TimedOut;
            Dropped += minute.Dropped;
            LabelsDiffer += minute.LabelsDiffer;
            Difference += minute.Difference;
            SquaredDifference += minute.SquaredDifference;
            foreach (var (rule, rows) in minute.Hits is { } hits ? JsonSerializer.Deserialize<Dictionary<string, long>>(hits)! : [])
            {
                _hits[rule] = _hits.GetValueOrDefault(rule) + rows;
            }

            Latencies.Add(minute.Latencies);
            if (minute.AnswerLatencies is { } answers)
            {
                AnswerLatencies.Add(answers);
            }
        }
    }

    public long Requests { get; }

    public long Rows { get; }

    public long Refused { get; }

    public long Failed { get; }

    public long Limited { get; }

    public long TimedOut { get; }

    public long Dropped { get; }

    public long LabelsDiffer { get; }

    public double Difference { get; }

    public double SquaredDifference { get; }

    /// <summary>Rows by the humility rules that applied to them.</summary>
    public IReadOnlyDictionary<string, long> Hits => _hits;

    public LatencyHistogram Latencies { get; } = new();

    public LatencyHistogram AnswerLatencies { get; } = new();

    public static TrafficTotals Of(IEnumerable<TrafficMinute> minutes) => new([.. minutes]);

    /// <summary>Sums the minutes from the given one on.</summary>
    public static async Task<TrafficTotals> ReadAsync(
        WorkbenchDbContext db, Guid endpointId, Guid versionId, RouteMode mode, DateTime from, CancellationToken cancellationToken) =>
        new(await db.TrafficMinutes.AsNoTracking()
            .Where(minute => minute.EndpointId == endpointId && minute.At >= from && minute.VersionId == versionId && minute.Mode == mode)
            .ToListAsync(cancellationToken));
}
