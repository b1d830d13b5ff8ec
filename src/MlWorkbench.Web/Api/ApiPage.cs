using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>A stretch of a list as the API answers it.</summary>
/// <param name="Next">Give it as <c>after</c> to read on; null at the end.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, int Total, string? Next)
{
    public static ApiPage<T> Of(Page<T> page) => new(page.Items, page.Total, page.Next);
}
