namespace MlWorkbench.Application.Recipes;

/// <summary>A line in the list of a recipe's versions.</summary>
/// <param name="Experiments">That used it.</param>
public sealed record RecipeVersionSummary(int Version, int Steps, string Digest, string? Comment, int Experiments, string CreatedByName, DateTime CreatedAt);
