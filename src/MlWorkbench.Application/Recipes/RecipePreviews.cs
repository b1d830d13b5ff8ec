using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;

namespace MlWorkbench.Application.Recipes;

/// <summary>Checks recipes against a dataset's columns, and previews their effect on its first rows.</summary>
public sealed class RecipePreviews(DatasetCatalog datasets)
{
    /// <summary>Number of rows that a preview is fitted to: enough to show a step's effect, and quick to read.</summary>
    public const int SampleRows = 1_000;

    /// <summary>Largest number of rows in a preview.</summary>
    public const int MaxShownRows = 100;

    /// <param name="version">If null, the newest.</param>
    /// <param name="target">The column that a model will predict. Null if unknown.</param>
    /// <returns>The issues of the steps. Empty if all steps can be applied.</returns>
    public async Task<IReadOnlyList<RecipeIssue>> CheckAsync(
        Actor actor, string dataset, int? version, RecipeDefinition recipe, string? target, CancellationToken cancellation)
    {
        var data = await datasets.GetVersionAsync(actor, dataset, version, cancellation);
        return RecipeCheck.Check(recipe, [.. data.Columns.Select(column => (column.Name, column.Type))], target);
    }

    /// <param name="version">If null, the newest.</param>
    /// <param name="target">The column that a model will predict. Null if unknown.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The target cannot be predicted.</exception>
    public async Task<RecipePreview> PreviewAsync(
        Actor actor,
        string dataset,
        int? version,
        RecipeDefinition recipe,
        string? target,
        int rows,
        CancellationToken cancellation)
    {
        if (rows is < 1 or > MaxShownRows)
        {
            throw WorkbenchException.Invalid("rows_out_of_range", $"A preview shows 1 to {MaxShownRows} rows; {rows} were requested.");
        }

        // Off the caller's thread, which may belong to a page.
        return await Task.Run(
            async () => RecipePreviewer.Preview(recipe, await datasets.ReadRowsAsync(actor, dataset, version, 0, SampleRows, null, cancellation), target, rows),
            cancellation);
    }
}
