using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe that somebody wants to save.</summary>
/// <param name="Dataset">The dataset that it is for; its newest version must have the columns. Null: for none in particular.</param>
public sealed record RecipeDraft(string Name, RecipeDefinition Definition, string? Dataset = null, string? Description = null, string? Comment = null);
