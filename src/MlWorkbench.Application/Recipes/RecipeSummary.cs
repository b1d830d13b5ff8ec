namespace MlWorkbench.Application.Recipes;

/// <summary>A line of the list of recipes.</summary>
/// <param name="Dataset">The dataset that it was written for; null where it was for none, or that is gone.</param>
/// <param name="Version">The newest.</param>
/// <param name="Steps">Of the newest version.</param>
/// <param name="Experiments">That used any version.</param>
public sealed record RecipeSummary(string Name, string? Description, string? Dataset, int Version, int Steps, int Experiments, DateTime UpdatedAt, string UpdatedByName);
