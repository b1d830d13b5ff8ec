namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe version after saving.</summary>
/// <param name="IsNew">False when the newest version had these steps already.</param>
public sealed record SavedRecipe(string Name, int Version, string Digest, bool IsNew);
