namespace MlWorkbench.Application.Datasets;

/// <summary>Changes to the text and tags of a dataset or version. A null property remains unchanged.</summary>
/// <param name="Description">Empty removes the description.</param>
/// <param name="Tags">All tags. Empty removes them.</param>
/// <param name="Archived">Whether it is hidden from lists.</param>
public sealed record DatasetEdit(string? Description = null, IReadOnlyList<string>? Tags = null, bool? Archived = null);
