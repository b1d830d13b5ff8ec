namespace MlWorkbench.Application.Datasets;

/// <summary>What shall be written on a dataset or version; null leaves a thing as it is.</summary>
/// <param name="Description">Empty: none.</param>
/// <param name="Tags">All of them; empty: none.</param>
/// <param name="Archived">Whether it is hidden from lists.</param>
public sealed record DatasetEdit(string? Description = null, IReadOnlyList<string>? Tags = null, bool? Archived = null);
