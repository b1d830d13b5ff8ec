namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Effect of a recipe on some rows.</summary>
/// <param name="FittedRows">Number of rows that the steps were fitted to.</param>
/// <param name="Columns">Remaining columns first, removed ones last.</param>
/// <param name="Issues">Steps that cannot be applied. The preview skips them.</param>
public sealed record RecipePreview(int FittedRows, IReadOnlyList<PreviewColumn> Columns, IReadOnlyList<RecipeIssue> Issues);
