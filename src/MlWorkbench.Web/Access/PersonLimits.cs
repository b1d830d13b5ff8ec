using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Home;

namespace MlWorkbench.Web.Access;

/// <summary>All limits of one person with their usage: stored objects of the workbench, and open pages of this server.</summary>
public sealed class PersonLimits(UsageCatalog usage, OpenPages pages, IOptions<LimitOptions> limits)
{
    public async Task<IReadOnlyList<LimitUse>> ReadAsync(Actor actor, CancellationToken cancellationToken) =>
    [
        .. await usage.ReadAsync(actor, cancellationToken),
        new LimitUse($"{LimitOptions.Section}:{nameof(LimitOptions.Pages)}", pages.CountOf(actor.UserId), limits.Value.Pages),
    ];
}
