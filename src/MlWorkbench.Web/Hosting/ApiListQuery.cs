using System.Globalization;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting;

/// <summary>The query of every list: <c>?limit=&amp;after=&amp;search=</c>. Take it with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">1 to 200; 50 without it.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
internal sealed record ApiListQuery(int? Limit, string? After, string? Search)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    /// <exception cref="WorkbenchException">The limit or the position cannot be used.</exception>
    public ListQuery ToListQuery()
    {
        var limit = Limit ?? DefaultLimit;
        if (limit is < 1 or > MaximumLimit)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "limit_invalid", $"The limit is {limit}; it must be 1 to {MaximumLimit}.");
        }

        var offset = 0;
        if (After is not null && !int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "after_invalid", "'after' must be the 'next' of the page before.");
        }

        return new ListQuery(Search, Offset: offset, Limit: limit);
    }
}
