using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>Moves versions between stages in the caller's transaction: the row, its history and its event together.</summary>
public sealed class StageChanges(ProductionAliases aliases, RolloutMoves rollouts, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Moves the version and the protected aliases. A promotion archives the previous Production version, and ends the model's rollout.</summary>
    /// <remarks>The caller saves the last changes and commits.</remarks>
    internal async Task MoveAsync(WorkbenchDbContext db, ModelVersion version, Stage to, StageChangeCause cause, CancellationToken cancellationToken)
    {
        var from = version.Stage;
        if (to == Stage.Production)
        {
            var previous = await db.ModelVersions.Include(candidate => candidate.Model).SingleOrDefaultAsync(candidate => candidate.ModelId == version.ModelId && candidate.Stage == Stage.Production, cancellationToken);
            if (previous is not null)
            {
                await SetAsync(db, previous, Stage.Archived, cause with { Comment = $"Version {version.Number} took its place: {cause.Comment}" }, cancellationToken);
                // Saved separately: the unique index must never contain two versions in Production, not even between two statements.
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        await SetAsync(db, version, to, cause, cancellationToken);
        if (from == Stage.Production || to == Stage.Production)
        {
            await aliases.FollowAsync(db, cause.Actor, version.Model!, to == Stage.Production ? version : null, cancellationToken);
        }

        await rollouts.FollowStageAsync(db, cause.Actor, version, from, to, cancellationToken);
    }

    private async Task SetAsync(WorkbenchDbContext db, ModelVersion version, Stage to, StageChangeCause cause, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        db.StageTransitions.Add(new StageTransition
        {
            ModelVersionId = version.Id,
            FromStage = version.Stage,
            ToStage = to,
            RequestId = cause.RequestId,
            Rollback = cause.Rollback,
            Comment = cause.Comment,
            ActorId = cause.Actor.UserId,
            ActorName = cause.Actor.Name,
            At = at,
        });
        await changes.RecordAsync(db, cause.Actor, RegistryEvents.Of(version.Model!, version),
            new RegistryEvents.StageChanged(version.Id, version.Number, version.Stage, to, cause.Rollback), cancellationToken);
        version.Stage = to;
        version.StageSince = at;
    }
}
