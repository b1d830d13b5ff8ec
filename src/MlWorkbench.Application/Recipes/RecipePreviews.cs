using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;

namespace MlWorkbench.Application.Recipes;

/// <summary>Checks recipes against a dataset's columns, and shows what they do to its first rows.</summary>
public sealed class RecipePreviews(DatasetCatalog datasets)
{
    /// <summary>Rows that a preview is fitted to: enough to see what a step does, and read in a moment.</summary>
    public const int SampleRows = 1_000;

    /// <summary>Most rows that a preview shows.</summary>
    public const int MaxShownRows = 100;

    /// <param name="version">Left out: the newest.</param>
    /// <param name="target">The column that a model will predict, where it is known.</param>
    /// <returns>What is wrong with each step; empty when all can be done.</returns>
    public async Task<IReadOnlyList<RecipeIssue>> CheckAsync(Actor actor, string dataset, int? version, RecipeDefinition recipe, string? target, CancellationToken cancellation)
    {
        var data = await datasets.GetVersionAsync(actor, dataset, version, cancellation);
        return RecipeCheck.Check(recipe, [.. data.Columns.Select(column => (column.Name, column.Type))], target);
    }

    /// <param name="version">Left out: the newest.</param>
    /// <param name="target">The column that a model will predict, where it is known.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">The target cannot be predicted.</exception>
    public async Task<RecipePreview> PreviewAsync(Actor actor, string dataset, int? version, RecipeDefinition recipe, string? target, int rows, CancellationToken cancellation)
    {
        if (rows is < 1 or > MaxShownRows)
        {
            throw WorkbenchException.Invalid("rows_out_of_range", $"A preview shows 1 to {MaxShownRows} rows, not {rows}.");
        }

        // Off the caller's thread, which may be a page's.
        return await Task.Run(
            async () => RecipePreviewer.Preview(recipe, await datasets.ReadRowsAsync(actor, dataset, version, 0, SampleRows, null, cancellation), target, rows),
            cancellation);
    }
}
