namespace MlWorkbench.Engine.Experiments;

/// <summary>A column that the search does not use, with the reason.</summary>
/// <param name="IsReadByRecipe">Whether the recipe derives another column from it.</param>
public sealed record DroppedColumn(string Name, Statement Reason, bool IsReadByRecipe = false);
