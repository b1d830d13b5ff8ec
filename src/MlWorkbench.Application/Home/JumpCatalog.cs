using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Home;

/// <summary>Finds datasets, recipes, experiments and models by a part of their names.</summary>
public sealed class JumpCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int Shown = 12;

    /// <summary>Returns the newest matches of all kinds, in one statement.</summary>
    public async Task<IReadOnlyList<JumpTarget>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "search the workbench");
        if (new ListQuery(text).Pattern is not { } pattern)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var project = actor.Project.Id;
        var datasets = db.Datasets
            .Where(row => row.ProjectId == project && row.ArchivedAt == null && ListQuery.Matches(row.Name, pattern))
            .Select(row => new { Kind = JumpKind.Dataset, row.Name, row.Id, row.CreatedAt });
        var recipes = db.Recipes
            .Where(row => row.ProjectId == project && ListQuery.Matches(row.Name, pattern))
            .Select(row => new { Kind = JumpKind.Recipe, row.Name, row.Id, row.CreatedAt });
        var experiments = db.Experiments
            .Where(row => row.ProjectId == project && row.Spec != null && ListQuery.Matches(row.Name, pattern))
            .Select(row => new { Kind = JumpKind.Experiment, row.Name, row.Id, row.CreatedAt });
        var models = db.RegisteredModels
            .Where(row => row.ProjectId == project && ListQuery.Matches(row.Name, pattern))
            .Select(row => new { Kind = JumpKind.Model, row.Name, row.Id, row.CreatedAt });
        return await datasets.Concat(recipes).Concat(experiments).Concat(models)
            .OrderByDescending(row => row.CreatedAt)
            .Take(Shown)
            .Select(row => new JumpTarget(row.Kind, row.Name, row.Id))
            .ToListAsync(cancellationToken);
    }
}
