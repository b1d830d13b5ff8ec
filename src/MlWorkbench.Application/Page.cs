namespace MlWorkbench.Application;

/// <summary>A stretch of a list read page by page.</summary>
/// <param name="Total">Items that match in all.</param>
/// <param name="Next">The <see cref="ListQuery.After"/> of the page behind this one; null at the end.</param>
/// <param name="Previous">The <see cref="ListQuery.After"/> of the page before this one; null at the start.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next = null, string? Previous = null);
