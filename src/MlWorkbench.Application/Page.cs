namespace MlWorkbench.Application;

/// <summary>A stretch of a list read page by page.</summary>
/// <param name="Total">Items that match in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
