using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Web.Recipes;

/// <summary>The body of requests that save, check or preview steps.</summary>
internal sealed record RecipeBody
{
    public string? Name { get; init; }

    /// <summary>The dataset that the steps are for, or are applied to.</summary>
    public string? Dataset { get; init; }

    /// <summary>The version of the dataset. If omitted, the newest.</summary>
    public int? Version { get; init; }

    /// <summary>The column to predict, if a step or a check needs it.</summary>
    public string? Target { get; init; }

    /// <summary>Rows to show in a preview.</summary>
    public int? Rows { get; init; }

    public string? Description { get; init; }

    public string? Comment { get; init; }

    /// <summary>A list of steps, each with its <c>type</c>.</summary>
    public JsonElement Steps { get; init; }

    public RecipeDefinition Definition => RecipeJson.Read($"{{\"steps\":{(Steps.ValueKind == JsonValueKind.Undefined ? "null" : Steps.GetRawText())}}}");

    public RecipeDraft ToDraft() => new(Name ?? "", Definition, Dataset, Description, Comment);

    public string RequireDataset() => string.IsNullOrWhiteSpace(Dataset)
        ? throw new WorkbenchException(ErrorKind.Malformed, "dataset_missing", "The body has no 'dataset'. Add the name of the dataset to apply the steps to.")
        : Dataset;
}
