namespace MlWorkbench.Application.Recipes;

/// <summary>A version in the list of a recipe's versions.</summary>
/// <param name="Experiments">Number of experiments that used the version.</param>
public sealed record RecipeVersionSummary(int Version, int Steps, string Digest, string? Comment, int Experiments, string CreatedByName, DateTime CreatedAt);
