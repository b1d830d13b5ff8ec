using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Limits;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>An endpoint with the versions that answer for it.</summary>
/// <param name="Seed">Seed of the sticky assignment, kept while the shares of a deployment grow.</param>
/// <param name="Live">Routes that answer, in the order of their shares. The last one takes the rest.</param>
internal sealed record ServedEndpoint(
    Guid Id, string Name, string Model, LogWhenFull WhenLogFull, string Seed, IReadOnlyList<ServedRoute> Live, IReadOnlyList<ServedRoute> Shadows,
    IReadOnlyList<HumilityRule> Rules, CallLimits Limits)
{
    /// <summary>The champion, or the only version.</summary>
    public ServedRoute Champion => Live[^1];

    /// <summary>The route that answers for the entity or, without one, for the request.</summary>
    public ServedRoute RouteOf(string id)
    {
        if (Live.Count == 1)
        {
            return Live[0];
        }

        var point = StickyAssignment.PointOf(Seed, id);
        var end = 0.0;
        foreach (var route in Live)
        {
            end += route.Share;
            if (point < end)
            {
                return route;
            }
        }

        return Champion;
    }
}
