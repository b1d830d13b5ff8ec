namespace MlWorkbench.Application.Datasets;

/// <summary>Rules for tags of datasets and versions.</summary>
internal static class DatasetTags
{
    private const int Longest = 40;
    private const int Most = 20;

    /// <summary>Returns the tags trimmed and without duplicates.</summary>
    public static List<string> Check(IEnumerable<string> tags)
    {
        var kept = tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (kept.FirstOrDefault(tag => tag.Length > Longest || tag.Any(char.IsControl) || tag.Contains(',', StringComparison.Ordinal)) is { } unusable)
        {
            throw WorkbenchException.Invalid("tag_invalid",
                $"'{(unusable.Length <= Longest ? unusable : string.Concat(unusable.AsSpan(0, Longest), "…"))}' is not a valid tag. " +
                $"Use up to {Longest} characters without commas.");
        }

        return kept.Count <= Most ? kept : throw WorkbenchException.Invalid("too_many_tags",
            $"These are {kept.Count} tags; at most {Most} are allowed. Remove some.");
    }
}
