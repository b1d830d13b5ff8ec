namespace MlWorkbench.Application;

/// <summary>Rows of one page of a list, in its order.</summary>
/// <param name="Next">Same as <see cref="Page{T}.Next"/>.</param>
/// <param name="Previous">Same as <see cref="Page{T}.Previous"/>.</param>
internal sealed record ListSlice<TRow>(IQueryable<TRow> Rows, string? Next, string? Previous)
{
    /// <param name="items">The results for <see cref="Rows"/>.</param>
    public Page<TItem> ToPage<TItem>(IReadOnlyList<TItem> items, int total) => new(items, total, Next, Previous);
}
