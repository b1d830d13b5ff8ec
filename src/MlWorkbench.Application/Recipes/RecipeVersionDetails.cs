using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>A version of a recipe with its steps.</summary>
public sealed record RecipeVersionDetails
{
    public required Guid Id { get; init; }

    public required string Recipe { get; init; }

    public required string? Dataset { get; init; }

    public required int Version { get; init; }

    public required RecipeDefinition Definition { get; init; }

    public required string Digest { get; init; }

    public required string? Comment { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }
}
