namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>What a recipe does to some rows.</summary>
/// <param name="FittedRows">Rows that the steps were fitted to.</param>
/// <param name="Columns">Columns that are left first, removed ones last.</param>
/// <param name="Issues">Steps that cannot be done; the preview goes on without them.</param>
public sealed record RecipePreview(int FittedRows, IReadOnlyList<PreviewColumn> Columns, IReadOnlyList<RecipeIssue> Issues);
