namespace MlWorkbench.Application.Lineage;

/// <summary>A recipe written for the dataset, regardless of its version.</summary>
/// <param name="Version">The newest version.</param>
public sealed record RecipeUse(string Name, int Version, int Steps, string CreatedByName, DateTime CreatedAt);
