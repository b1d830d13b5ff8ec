namespace MlWorkbench.Application.Lineage;

/// <summary>A recipe that was written for the dataset, whatever its version.</summary>
/// <param name="Version">The newest.</param>
public sealed record RecipeUse(string Name, int Version, int Steps, string CreatedByName, DateTime CreatedAt);
