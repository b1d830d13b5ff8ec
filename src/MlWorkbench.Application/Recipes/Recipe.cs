using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Recipes;

/// <summary>A named series of recipe versions.</summary>
internal sealed class Recipe : NamedRow
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public string? Description { get; init; }

    /// <summary>The dataset that the recipe was written for and is previewed on. Other datasets with the same columns can use it too.</summary>
    public Guid? DatasetId { get; init; }

    public Dataset? Dataset { get; init; }

    public DateTime CreatedAt { get; init; }

    public List<RecipeVersion> Versions { get; } = [];
}
