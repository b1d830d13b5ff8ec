using MlWorkbench.Application.Datasets;

namespace MlWorkbench.Application.Recipes;

/// <summary>A named series of recipe versions.</summary>
internal sealed class Recipe
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    /// <summary>Unique in the project; case does not matter.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The dataset that it was written for, and is previewed on; others with the same columns may use it too.</summary>
    public Guid? DatasetId { get; init; }

    public Dataset? Dataset { get; init; }

    public DateTime CreatedAt { get; init; }

    public List<RecipeVersion> Versions { get; } = [];
}
