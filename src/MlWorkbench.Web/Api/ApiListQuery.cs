using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>The query of every list: <c>?limit=&amp;after=&amp;search=</c>. Take it with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">1 to 200; 50 without it.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
internal sealed record ApiListQuery(int? Limit, string? After, string? Search)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    /// <exception cref="WorkbenchException">The limit cannot be used.</exception>
    public ListQuery ToListQuery() => new(Search, After: After, Limit: ApiRange.Limit(Limit, DefaultLimit, MaximumLimit));
}
