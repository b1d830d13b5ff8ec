namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe in the list of recipes.</summary>
public sealed record RecipeSummary
{
    public required string Name { get; init; }

    public required string? Description { get; init; }

    /// <summary>The dataset that the recipe was written for. Null if none was given or it was deleted.</summary>
    public required string? Dataset { get; init; }

    /// <summary>Number of the newest version.</summary>
    public required int Version { get; init; }

    /// <summary>Number of steps of the newest version.</summary>
    public required int Steps { get; init; }

    /// <summary>Number of experiments that used any version.</summary>
    public required int Experiments { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required string UpdatedByName { get; init; }
}
