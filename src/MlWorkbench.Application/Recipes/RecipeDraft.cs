using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe to be saved.</summary>
/// <param name="Dataset">The dataset of the recipe. Its newest version must have the columns. Null for no particular dataset.</param>
public sealed record RecipeDraft(string Name, RecipeDefinition Definition, string? Dataset = null, string? Description = null, string? Comment = null);
