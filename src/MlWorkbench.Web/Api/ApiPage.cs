using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>One page of a list in the API's format.</summary>
/// <param name="Next">The <c>after</c> of the next page. Null at the end.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, int Total, string? Next)
{
    public static ApiPage<T> Of(Page<T> page) => new(page.Items, page.Total, page.Next);
}
