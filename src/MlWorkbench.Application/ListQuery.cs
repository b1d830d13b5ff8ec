namespace MlWorkbench.Application;

/// <summary>Search, order and page of a list, identical for every list.</summary>
/// <param name="Search">Text that the name contains, regardless of case.</param>
/// <param name="Sort">Name of an order. Each catalog documents its orders and uses its default for other names.</param>
/// <param name="Descending">If omitted, the natural direction of the order.</param>
/// <param name="After">A position: <see cref="Page{T}.Next"/> or <see cref="Page{T}.Previous"/> of another page. If omitted, the first page.</param>
public sealed record ListQuery(string? Search = null, string? Sort = null, bool? Descending = null, string? After = null, int Limit = 50)
{
    /// <summary>The escape character of <see cref="Pattern"/>.</summary>
    internal const string Escape = "\\";

    /// <summary>For queries: true if the text matches the pattern, regardless of the case of ASCII letters.</summary>
    internal static bool Matches(string? text, string pattern) =>
        throw new InvalidOperationException($"{nameof(Matches)} is for queries only: '{text}', '{pattern}'.");

    /// <summary>The search as a LIKE pattern, with escaped wildcards. Null without a search.</summary>
    internal string? Pattern => string.IsNullOrWhiteSpace(Search)
        ? null
        : $"%{Search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
