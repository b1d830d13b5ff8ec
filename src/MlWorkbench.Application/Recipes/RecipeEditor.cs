using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Recipes.Definitions;

namespace MlWorkbench.Application.Recipes;

/// <summary>Writes recipes. Versions never change, and a recipe used by an experiment cannot be deleted.</summary>
public sealed class RecipeEditor(IDbContextFactory<WorkbenchDbContext> contexts, RecipePreviews previews, ChangeLog changes, TimeProvider clock)
{
    private const string Purpose = "write recipes";
    private const int LongestText = 2_000;

    /// <summary>Writes a new recipe with its first version.</summary>
    /// <exception cref="MlWorkbench.Engine.EngineException">A step does not fit the dataset's columns.</exception>
    public async Task<SavedRecipe> CreateAsync(Actor actor, RecipeDraft draft, CancellationToken cancellation)
    {
        actor.Require(Permission.RunExperiments, Purpose);
        var name = RecipeNames.Require(draft.Name);
        await CheckAsync(actor, draft.Definition, draft.Dataset, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        if (await db.Recipes.AnyAsync(recipe => recipe.ProjectId == actor.Project.Id && recipe.Name == name, cancellation))
        {
            throw WorkbenchException.Conflict("recipe_exists", $"A recipe '{name}' already exists. Save a new version of that recipe, or choose another name.");
        }

        await NameRules.RequireFreeAsync(db.Recipes.Where(recipe => recipe.ProjectId == actor.Project.Id), name, "recipe", cancellation);
        var recipe = new Recipe
        {
            Id = Guid.CreateVersion7(),
            ProjectId = actor.Project.Id,
            Name = name,
            Description = Text(draft.Description, "description"),
            DatasetId = draft.Dataset is null ? null : await db.Datasets.Where(dataset => dataset.ProjectId == actor.Project.Id && dataset.Name == draft.Dataset).Select(dataset => dataset.Id).SingleAsync(cancellation),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Recipes.Add(recipe);
        var saved = await AddVersionAsync(db, actor, recipe, 1, draft.Definition, draft.Comment, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return saved;
    }

    /// <summary>Writes a new version. If the steps are those of the newest version, returns that version.</summary>
    /// <exception cref="MlWorkbench.Engine.EngineException">A step does not fit the columns of the recipe's dataset.</exception>
    public async Task<SavedRecipe> SaveAsync(Actor actor, string name, RecipeDefinition definition, string? comment, CancellationToken cancellation)
    {
        actor.Require(Permission.RunExperiments, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var dataset = await db.Recipes
            .Where(recipe => recipe.ProjectId == actor.Project.Id && recipe.Name == name)
            .Select(recipe => recipe.Dataset!.Name)
            .FirstOrDefaultAsync(cancellation);
        await CheckAsync(actor, definition, dataset, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var recipe = await FindAsync(db, actor, name, cancellation);
        var newest = await db.RecipeVersions.AsNoTracking()
            .Where(version => version.RecipeId == recipe.Id)
            .OrderByDescending(version => version.Number)
            .FirstAsync(cancellation);
        if (newest.Digest == RecipeJson.Digest(definition))
        {
            return new SavedRecipe(recipe.Name, newest.Number, newest.Digest, IsNew: false);
        }

        var saved = await AddVersionAsync(db, actor, recipe, newest.Number + 1, definition, comment, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return saved;
    }

    /// <summary>Deletes the actor's own recipe with all its versions, if no experiment has used it.</summary>
    public async Task DeleteAsync(Actor actor, string name, CancellationToken cancellation)
    {
        actor.Require(Permission.RunExperiments, "delete recipes");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var recipe = await FindAsync(db, actor, name, cancellation);
        var authors = await db.RecipeVersions
            .Where(version => version.RecipeId == recipe.Id)
            .Select(version => version.CreatedById)
            .Distinct()
            .ToListAsync(cancellation);
        foreach (var author in authors)
        {
            actor.RequireOwn(author, $"Another person wrote a version of the recipe '{recipe.Name}', so only an administrator can delete it.");
        }

        var users = await db.Experiments
            .Where(experiment => experiment.RecipeVersion!.RecipeId == recipe.Id)
            .OrderByDescending(experiment => experiment.CreatedAt)
            .Select(experiment => experiment.Name)
            .ToListAsync(cancellation);
        if (users.Count > 0)
        {
            var count = users.Count == 1 ? "an experiment" : string.Create(CultureInfo.InvariantCulture, $"{users.Count} experiments");
            throw WorkbenchException.Conflict(
                "recipe_in_use",
                $"The recipe '{recipe.Name}' was used by {count}, most recently '{users[0]}', and cannot be deleted: it documents their features.");
        }

        db.Recipes.Remove(recipe);
        await changes.RecordAsync(db, actor, RecipeEvents.Of(recipe), new RecipeEvents.Deleted(), cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Recipe> FindAsync(WorkbenchDbContext db, Actor actor, string name, CancellationToken cancellation) =>
        await db.Recipes.SingleOrDefaultAsync(recipe => recipe.ProjectId == actor.Project.Id && recipe.Name == name, cancellation)
        ?? throw WorkbenchException.NotFound($"recipe '{name}'");

    private static string? Text(string? text, string what) => string.IsNullOrWhiteSpace(text) ? null
        : text.Trim() is { Length: <= LongestText } kept ? kept
        : throw WorkbenchException.Invalid(
            $"{what}_too_long",
            $"The {what} has {text.Trim().Length} characters; at most {LongestText} are allowed. Shorten the {what}.");

    private async Task CheckAsync(Actor actor, RecipeDefinition definition, string? dataset, CancellationToken cancellation)
    {
        if (definition.Steps.Count == 0)
        {
            throw WorkbenchException.Invalid("recipe_empty", "The recipe has no steps. Add at least one step, then save.");
        }

        if (definition.Steps.Count > RecipeDefinition.MaxSteps)
        {
            throw WorkbenchException.Invalid(
                "recipe_too_long",
                $"The recipe has {definition.Steps.Count} steps; at most {RecipeDefinition.MaxSteps} are allowed. Remove steps.");
        }

        if (dataset is not null && await previews.CheckAsync(actor, dataset, null, definition, null, cancellation) is [var issue, ..])
        {
            throw issue.ToException();
        }
    }

    private async Task<SavedRecipe> AddVersionAsync(
        WorkbenchDbContext db,
        Actor actor,
        Recipe recipe,
        int number,
        RecipeDefinition definition,
        string? comment,
        CancellationToken cancellation)
    {
        var version = new RecipeVersion
        {
            Id = Guid.CreateVersion7(),
            RecipeId = recipe.Id,
            Number = number,
            Definition = RecipeJson.Write(definition),
            Steps = definition.Steps.Count,
            Digest = RecipeJson.Digest(definition),
            Comment = Text(comment, "comment"),
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.RecipeVersions.Add(version);
        await changes.RecordAsync(db, actor, RecipeEvents.Of(recipe),
            number == 1 ? new RecipeEvents.Created(number, version.Steps) : new RecipeEvents.Saved(number, version.Steps), cancellation);
        return new SavedRecipe(recipe.Name, number, version.Digest, IsNew: true);
    }
}
