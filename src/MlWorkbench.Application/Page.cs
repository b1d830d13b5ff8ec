namespace MlWorkbench.Application;

/// <summary>One page of a list.</summary>
/// <param name="Total">Number of matching items on all pages.</param>
/// <param name="Next">The <see cref="ListQuery.After"/> of the next page. Null at the end.</param>
/// <param name="Previous">The <see cref="ListQuery.After"/> of the previous page. Null at the start.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next = null, string? Previous = null);
