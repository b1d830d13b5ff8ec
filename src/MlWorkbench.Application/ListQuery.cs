namespace MlWorkbench.Application;

/// <summary>How a list is searched, sorted and paged; the same for every list.</summary>
/// <param name="Search">Text that the name contains; case does not matter.</param>
/// <param name="Sort">Name of an order; each catalog says which it knows and takes its default for others.</param>
/// <param name="Descending">Left out: the direction that is natural for the order.</param>
/// <param name="After">A position: <see cref="Page{T}.Next"/> or <see cref="Page{T}.Previous"/> of another page; left out: the first page.</param>
public sealed record ListQuery(string? Search = null, string? Sort = null, bool? Descending = null, string? After = null, int Limit = 50)
{
    /// <summary>The escape character of <see cref="Pattern"/>.</summary>
    internal const string Escape = "\\";

    /// <summary>The search as a LIKE pattern, its wildcards taken literally; null when nothing is searched.</summary>
    internal string? Pattern => string.IsNullOrWhiteSpace(Search)
        ? null
        : $"%{Search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
