namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe in the list of recipes.</summary>
/// <param name="Dataset">The dataset that the recipe was written for. Null if none was given or it was deleted.</param>
/// <param name="Version">Number of the newest version.</param>
/// <param name="Steps">Number of steps of the newest version.</param>
/// <param name="Experiments">Number of experiments that used any version.</param>
public sealed record RecipeSummary(string Name, string? Description, string? Dataset, int Version, int Steps, int Experiments, DateTime UpdatedAt, string UpdatedByName);
