namespace MlWorkbench.Application;

/// <summary>One page's rows of a list, in its order.</summary>
/// <param name="Next">As <see cref="Page{T}.Next"/>.</param>
/// <param name="Previous">As <see cref="Page{T}.Previous"/>.</param>
internal sealed record ListSlice<TRow>(IQueryable<TRow> Rows, string? Next, string? Previous)
{
    /// <param name="items">What is shown of <see cref="Rows"/>.</param>
    public Page<TItem> ToPage<TItem>(IReadOnlyList<TItem> items, int total) => new(items, total, Next, Previous);
}
