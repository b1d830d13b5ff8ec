using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Brings the previous Production version back at once, without a request: for when the new one does harm.</summary>
public sealed class ProductionRollback(IDbContextFactory<WorkbenchDbContext> contexts, StageChanges stages, AuditLog audit)
{
    /// <summary>Archives what is in Production and restores what was there before it; again: what was there before that.</summary>
    /// <exception cref="WorkbenchException">There is nothing to go back to, no comment, or no right.</exception>
    public async Task<RegisteredVersion> RollBackAsync(Actor actor, string modelName, string comment, CancellationToken cancellationToken)
    {
        var reason = TransitionText.Require(comment, "Say in a comment why you roll back: it becomes part of the history.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Approve, "roll back a model", cancellationToken);
        if (!await db.ModelVersions.OfModel(modelName).AnyAsync(cancellationToken))
        {
            throw WorkbenchException.NotFound($"model '{modelName}'");
        }

        var previous = await FindPreviousAsync(db, modelName, cancellationToken)
            ?? throw WorkbenchException.Conflict("no_previous_version", $"No version of '{modelName}' was in Production before, so there is nothing to go back to.");
        await stages.MoveAsync(db, previous, Stage.Production, new StageChangeCause(current, reason, Rollback: true), cancellationToken);
        await audit.AppendAsync(db, current, "model.rolled_back", "model", previous.ModelId.ToString(), previous.Model!.Name, $"To version {previous.Number}: {reason}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RegisteredVersion(previous.Model.Name, previous.Number);
    }

    internal static async Task<ModelVersion?> FindPreviousAsync(WorkbenchDbContext db, string modelName, CancellationToken cancellationToken)
    {
        var versions = db.ModelVersions.OfModel(modelName);
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
