using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>The query of every list: <c>?limit=&amp;after=&amp;search=</c>. Bind it with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">1 to 200. If omitted, 50.</param>
/// <param name="After">The <c>next</c> of the previous page.</param>
internal sealed record ApiListQuery(int? Limit, string? After, string? Search)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    /// <exception cref="WorkbenchException">The limit is not 1 to 200.</exception>
    public ListQuery ToListQuery() => new(Search, After: After, Limit: ApiRange.Limit(Limit, DefaultLimit, MaximumLimit));
}
