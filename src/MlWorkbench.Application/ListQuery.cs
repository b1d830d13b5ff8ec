namespace MlWorkbench.Application;

/// <summary>How a list is searched, sorted and paged; the same for every list.</summary>
/// <param name="Search">Text that the name contains; case does not matter.</param>
/// <param name="Sort">Column name; each catalog says which it knows and ignores others.</param>
public sealed record ListQuery(string? Search = null, string? Sort = null, bool Descending = true, int Offset = 0, int Limit = 50)
{
    /// <summary>The escape character of <see cref="Pattern"/>.</summary>
    internal const string Escape = "\\";

    /// <summary>The search as a LIKE pattern, its wildcards taken literally; null when nothing is searched.</summary>
    internal string? Pattern => string.IsNullOrWhiteSpace(Search)
        ? null
        : $"%{Search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
