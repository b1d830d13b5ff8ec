namespace MlWorkbench.Application.Recipes;

/// <summary>An immutable list of steps.</summary>
internal sealed class RecipeVersion
{
    public Guid Id { get; init; }

    public Guid RecipeId { get; init; }

    public Recipe? Recipe { get; init; }

    /// <summary>1, 2, 3 … within the recipe.</summary>
    public int Number { get; init; }

    /// <summary>JSON: the engine's <c>RecipeDefinition</c>.</summary>
    public required string Definition { get; init; }

    public int Steps { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal.</summary>
    public required string Digest { get; init; }

    public string? Comment { get; init; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
