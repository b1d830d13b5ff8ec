using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Web.Serving;

/// <summary>Traffic of all versions on the same steps of time.</summary>
/// <param name="Times">Starts of the steps, oldest first.</param>
public sealed record TrafficGrid(IReadOnlyList<DateTime> Times, IReadOnlyList<TrafficSeries> Series)
{
    internal static TrafficGrid Of(IReadOnlyList<TrafficPoint> points, DateTime from, DateTime to, TimeSpan step, DateTime now)
    {
        var times = Enumerable.Range(0, (int)Math.Round((to - from) / step)).Select(position => from + (position * step)).ToList();
        return new TrafficGrid(times,
            [.. points.GroupBy(point => (point.Mode, point.Version))
                .OrderBy(group => group.Key)
                .Select(group => TrafficSeries.Of(group.Key.Version, group.Key.Mode, group, times, step, now))]);
    }
}
