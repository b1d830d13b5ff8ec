using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>Reads recipes.</summary>
public sealed class RecipeCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<Newest, Guid> Orders = new ListOrders<Newest, Guid>(row => row.Recipe.Id)
        .By("updated", row => row.Version.CreatedAt)
        .By("name", row => row.Recipe.Name, descending: false)
        .By("steps", row => row.Version.Steps)
        .By("experiments", row => row.Experiments);

    /// <summary>Lists recipes by <c>name</c>, <c>steps</c>, <c>experiments</c> or <c>updated</c> (default). The search matches names and datasets.</summary>
    public async Task<Page<RecipeSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see recipes");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var recipes = db.Recipes.AsNoTracking().Where(recipe => recipe.ProjectId == actor.Project.Id);
        if (query.Pattern is { } pattern)
        {
            recipes = recipes.Where(recipe => ListQuery.Matches(recipe.Name, pattern) || ListQuery.Matches(recipe.Dataset!.Name, pattern));
        }

        var total = await recipes.CountAsync(cancellation);
        var newest = recipes.SelectMany(
            recipe => recipe.Versions.OrderByDescending(version => version.Number).Take(1),
            (recipe, version) => new Newest { Recipe = recipe, Version = version, Experiments = db.Experiments.Count(experiment => experiment.RecipeVersion!.RecipeId == recipe.Id) });
        var slice = await Orders.SliceAsync(newest, query, cancellation);
        var items = await slice.Rows
            .Select(row => new RecipeSummary
            {
                Name = row.Recipe.Name,
                Description = row.Recipe.Description,
                Dataset = row.Recipe.Dataset!.Name,
                Version = row.Version.Number,
                Steps = row.Version.Steps,
                Experiments = row.Experiments,
                UpdatedAt = row.Version.CreatedAt,
                UpdatedByName = row.Version.CreatedByName,
            })
            .ToListAsync(cancellation);
        return slice.ToPage(items, total);
    }

    public async Task<RecipeDetails> GetAsync(Actor actor, string name, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see recipes");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (mayDeleteOwn, mayDeleteAny) = (actor.May(Permission.RunExperiments), actor.May(Permission.RunExperiments) && actor.May(Permission.Administer));
        return await db.Recipes.AsNoTracking()
            .Where(recipe => recipe.ProjectId == actor.Project.Id && recipe.Name == name)
            .Select(recipe => new RecipeDetails(
                recipe.Name,
                recipe.Description,
                recipe.Dataset!.Name,
                recipe.CreatedAt,
                mayDeleteAny || (mayDeleteOwn && recipe.Versions.All(version => version.CreatedById == actor.UserId)),
                recipe.Versions
                    .OrderByDescending(version => version.Number)
                    .Select(version => new RecipeVersionSummary(
                        version.Number, version.Steps, version.Digest, version.Comment, db.Experiments.Count(experiment => experiment.RecipeVersionId == version.Id), version.CreatedByName, version.CreatedAt))
                    .ToList()))
            .SingleOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound($"recipe '{name}'");
    }

    public async Task<RecipeVersionDetails> GetVersionAsync(Actor actor, RecipeReference reference, CancellationToken cancellation) =>
        await FindVersionAsync(actor, reference, cancellation)
        ?? throw WorkbenchException.NotFound(reference.Version is null ? $"recipe '{reference.Name}'" : $"version {reference.Version} of a recipe '{reference.Name}'");

    /// <returns>Null if it does not exist.</returns>
    internal async Task<RecipeVersionDetails?> FindVersionAsync(Actor actor, RecipeReference reference, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see recipes");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var versions = db.RecipeVersions.AsNoTracking().Where(version => version.Recipe!.ProjectId == actor.Project.Id && version.Recipe.Name == reference.Name);
        versions = reference.Version is { } number ? versions.Where(version => version.Number == number) : versions.OrderByDescending(version => version.Number).Take(1);
        var row = await versions
            .Select(version => new { Version = version, version.Recipe!.Name, Dataset = version.Recipe.Dataset!.Name })
            .SingleOrDefaultAsync(cancellation);
        return row is null ? null : new RecipeVersionDetails
        {
            Id = row.Version.Id,
            Recipe = row.Name,
            Dataset = row.Dataset,
            Version = row.Version.Number,
            Definition = RecipeJson.Read(row.Version.Definition),
            Digest = row.Version.Digest,
            Comment = row.Version.Comment,
            CreatedByName = row.Version.CreatedByName,
            CreatedAt = row.Version.CreatedAt,
        };
    }

    private sealed class Newest
    {
        public required Recipe Recipe { get; init; }

        public required RecipeVersion Version { get; init; }

        public int Experiments { get; init; }
    }
}
