using System.Security.Claims;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Recipes;

/// <summary>Recipes, their versions, and previews of their steps.</summary>
internal static class RecipesApi
{
    private const int ShownRows = 20;

    public static void Map(RouteGroupBuilder api)
    {
        var recipes = api.MapGroup("/recipes").WithTags("Recipes");
        recipes.MapGet("", ListAsync).WithSummary("List recipes");
        recipes.MapPost("", CreateAsync).WithSummary("Create a recipe with its first version")
            .Produces<SavedRecipe>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        recipes.MapPost("/validate", ValidateAsync).WithSummary("Check steps against the columns of a dataset");
        recipes.MapPost("/preview", PreviewAsync).WithSummary("Preview steps on the first rows");
        recipes.MapGet("/{name}", GetAsync).WithSummary("Read a recipe with its versions");
        recipes.MapDelete("/{name}", DeleteAsync).WithSummary("Delete a recipe that no experiment used");
        recipes.MapPost("/{name}/versions", SaveAsync).WithSummary("Save a new version of a recipe")
            .Produces<SavedRecipe>(StatusCodes.Status201Created)
            .Produces<SavedRecipe>();
        recipes.MapGet("/{name}/versions/{version:int}", GetVersionAsync).WithSummary("Read a recipe version with its steps");
    }

    private static async Task<ApiPage<RecipeSummary>> ListAsync(
        ClaimsPrincipal user, [AsParameters] ApiListQuery list, RecipeCatalog catalog, CancellationToken cancellation)
    {
        var query = list.ToListQuery();
        return ApiPage<RecipeSummary>.Of(await catalog.ListAsync(user.ToActor(), query, cancellation));
    }

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, RecipeBody body, RecipeEditor editor, CancellationToken cancellation) =>
        Saved(await editor.CreateAsync(user.ToActor(), body.ToDraft(), cancellation));

    private static async Task<IResult> SaveAsync(ClaimsPrincipal user, string name, RecipeBody body, RecipeEditor editor, CancellationToken cancellation) =>
        Saved(await editor.SaveAsync(user.ToActor(), name, body.Definition, body.Comment, cancellation));

    private static async Task<ValidationAnswer> ValidateAsync(ClaimsPrincipal user, RecipeBody body, RecipePreviews previews, CancellationToken cancellation)
    {
        var issues = await previews.CheckAsync(user.ToActor(), body.RequireDataset(), body.Version, body.Definition, body.Target, cancellation);
        return new ValidationAnswer(issues.Count == 0, issues);
    }

    private static Task<RecipePreview> PreviewAsync(ClaimsPrincipal user, RecipeBody body, RecipePreviews previews, CancellationToken cancellation) =>
        previews.PreviewAsync(user.ToActor(), body.RequireDataset(), body.Version, body.Definition, body.Target, body.Rows ?? ShownRows, cancellation);

    private static Task<RecipeDetails> GetAsync(ClaimsPrincipal user, string name, RecipeCatalog catalog, CancellationToken cancellation) =>
        catalog.GetAsync(user.ToActor(), name, cancellation);

    private static async Task<VersionAnswer> GetVersionAsync(
        ClaimsPrincipal user, string name, int version, RecipeCatalog catalog, CancellationToken cancellation)
    {
        var found = await catalog.GetVersionAsync(user.ToActor(), new RecipeReference(name, version), cancellation);
        return new VersionAnswer
        {
            Recipe = found.Recipe,
            Version = found.Version,
            Digest = found.Digest,
            Comment = found.Comment,
            CreatedBy = found.CreatedByName,
            CreatedAt = found.CreatedAt,
            Summary = [.. found.Definition.Steps.Select(step => step.Describe())],
            Steps = found.Definition.Steps,
        };
    }

    private static async Task<IResult> DeleteAsync(ClaimsPrincipal user, string name, RecipeEditor editor, CancellationToken cancellation)
    {
        await editor.DeleteAsync(user.ToActor(), name, cancellation);
        return Results.NoContent();
    }

    private static IResult Saved(SavedRecipe recipe) => recipe.IsNew
        ? Results.Created($"/api/v1/recipes/{Uri.EscapeDataString(recipe.Name)}/versions/{recipe.Version}", recipe)
        : Results.Ok(recipe);

    private sealed record ValidationAnswer(bool Valid, IReadOnlyList<RecipeIssue> Issues);

    private sealed record VersionAnswer
    {
        public required string Recipe { get; init; }

        public required int Version { get; init; }

        public required string Digest { get; init; }

        public required string? Comment { get; init; }

        public required string CreatedBy { get; init; }

        public required DateTime CreatedAt { get; init; }

        public required IReadOnlyList<string> Summary { get; init; }

        public required IReadOnlyList<StepDefinition> Steps { get; init; }
    }
}
