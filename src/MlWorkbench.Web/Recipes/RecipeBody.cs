using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>The body of requests that save, check or preview steps.</summary>
/// <param name="Dataset">The dataset that the steps are for, or are applied to.</param>
/// <param name="Version">The version of the dataset. If omitted, the newest.</param>
/// <param name="Target">The column to predict, if a step or a check needs it.</param>
/// <param name="Rows">Rows to show in a preview.</param>
/// <param name="Steps">A list of steps, each with its <c>type</c>.</param>
internal sealed record RecipeBody(string? Name, string? Dataset, int? Version, string? Target, int? Rows, string? Description, string? Comment, JsonElement Steps)
{
    public RecipeDefinition Definition => RecipeJson.Read($"{{\"steps\":{(Steps.ValueKind == JsonValueKind.Undefined ? "null" : Steps.GetRawText())}}}");

    public RecipeDraft ToDraft() => new(Name ?? "", Definition, Dataset, Description, Comment);

    public string RequireDataset() => string.IsNullOrWhiteSpace(Dataset)
        ? throw new WorkbenchException(ErrorKind.Malformed, "dataset_missing", "The body has no 'dataset'. Add the name of the dataset to apply the steps to.")
        : Dataset;
}
