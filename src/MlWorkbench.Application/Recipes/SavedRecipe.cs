namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe version after saving.</summary>
/// <param name="IsNew">False if the newest version already had these steps.</param>
public sealed record SavedRecipe(string Name, int Version, string Digest, bool IsNew);
