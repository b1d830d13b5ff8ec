using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Web.Serving;

/// <summary>Traffic of a version in steps of time, with one value per step.</summary>
/// <param name="Requests">Calls per minute.</param>
/// <param name="P95">In milliseconds. Null without answered calls.</param>
/// <param name="Errors">Refused and failed calls per minute.</param>
public sealed record TrafficSeries(int Version, bool IsShadow, IReadOnlyList<double?> Requests, IReadOnlyList<double?> P95, IReadOnlyList<double?> Errors)
{
    public string Name => IsShadow ? $"Version {Version}, shadow" : $"Version {Version}";

    /// <param name="times">Starts of the steps.</param>
    /// <param name="now">Counts of the step that runs are divided by its minutes up to now.</param>
    internal static TrafficSeries Of(int version, RouteMode mode, IEnumerable<TrafficPoint> points, IReadOnlyList<DateTime> times, TimeSpan step, DateTime now)
    {
        var byTime = points.ToDictionary(point => point.At);
        return new TrafficSeries(
            version,
            mode == RouteMode.Shadow,
            [.. times.Select(at => PerMinute(at, point => point.Requests))],
            [.. times.Select(at => byTime.GetValueOrDefault(at)?.P95)],
            [.. times.Select(at => PerMinute(at, point => point.Refused + point.Failed))]);

        double? PerMinute(DateTime at, Func<TrafficPoint, long> count) =>
            byTime.TryGetValue(at, out var point) ? count(point) / Math.Clamp((now - at).TotalMinutes, 1, step.TotalMinutes) : 0;
    }
}
