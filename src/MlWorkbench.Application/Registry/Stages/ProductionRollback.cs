using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Restores the previous Production version immediately, without a request, if the new one does harm.</summary>
public sealed class ProductionRollback(IDbContextFactory<WorkbenchDbContext> contexts, StageChanges stages, ChangeLog changes)
{
    /// <summary>Archives the version in Production and restores its predecessor. A second call restores the one before.</summary>
    /// <exception cref="WorkbenchException">No earlier version exists, the comment is empty, or the actor lacks the right.</exception>
    public async Task<RegisteredVersion> RollBackAsync(Actor actor, string modelName, string comment, CancellationToken cancellationToken)
    {
        var reason = TransitionText.Require(comment, "The comment is empty. Enter the reason for the rollback: it becomes part of the history.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Approve, "roll back a model", cancellationToken);
        if (!await db.ModelVersions.OfModel(current.Project, modelName).AnyAsync(cancellationToken))
        {
            throw WorkbenchException.NotFound($"model '{modelName}'");
        }

        var previous = await FindPreviousAsync(db, current.Project, modelName, cancellationToken)
            ?? throw WorkbenchException.Conflict("no_previous_version", $"'{modelName}' has no earlier version in Production to roll back to.");
        await stages.MoveAsync(db, previous, Stage.Production, new StageChangeCause(current, reason, Rollback: true), cancellationToken);
        await changes.RecordAsync(db, current, RegistryEvents.Of(previous.Model!), new RegistryEvents.RolledBack(previous.Number, reason), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RegisteredVersion(previous.Model!.Name, previous.Number);
    }

    internal static async Task<ModelVersion?> FindPreviousAsync(WorkbenchDbContext db, ProjectScope project, string modelName, CancellationToken cancellationToken)
    {
        var versions = db.ModelVersions.OfModel(project, modelName);
        var transitions = await db.StageTransitions.AsNoTracking()
            .Where(transition => versions.Any(version => version.Id == transition.ModelVersionId) && (transition.FromStage == Stage.Production || transition.ToStage == Stage.Production))
            .OrderBy(transition => transition.Sequence)
            .ToListAsync(cancellationToken);
        var inProduction = await versions.AnyAsync(version => version.Stage == Stage.Production, cancellationToken);
        return ProductionStack.FindPrevious(transitions, inProduction) is { } previousId
            ? await db.ModelVersions.Include(version => version.Model).SingleAsync(version => version.Id == previousId, cancellationToken)
            : null;
    }
}
