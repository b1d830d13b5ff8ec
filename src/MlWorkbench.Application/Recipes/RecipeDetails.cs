namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe with its versions, newest first.</summary>
/// <param name="MayDelete">Whether the actor wrote every version or is an administrator.</param>
public sealed record RecipeDetails(
    string Name,
    string? Description,
    string? Dataset,
    DateTime CreatedAt,
    bool MayDelete,
    IReadOnlyList<RecipeVersionSummary> Versions);
