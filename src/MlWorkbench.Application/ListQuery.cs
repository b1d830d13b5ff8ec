namespace MlWorkbench.Application;

/// <summary>How a list is searched, sorted and paged; the same for every list.</summary>
/// <param name="Search">Text that the name contains; case does not matter.</param>
/// <param name="Sort">Column name; each catalog says which it knows and ignores others.</param>
public sealed record ListQuery(string? Search = null, string? Sort = null, bool Descending = true, int Offset = 0, int Limit = 50);
