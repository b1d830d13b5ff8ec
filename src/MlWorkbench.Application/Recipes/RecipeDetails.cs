namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe with its versions, newest first.</summary>
public sealed record RecipeDetails(string Name, string? Description, string? Dataset, DateTime CreatedAt, IReadOnlyList<RecipeVersionSummary> Versions);
