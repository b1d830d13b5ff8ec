using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>A version of a recipe with its steps.</summary>
public sealed record RecipeVersionDetails(
    Guid Id, string Recipe, string? Dataset, int Version, RecipeDefinition Definition, string Digest, string? Comment, string CreatedByName, DateTime CreatedAt);
