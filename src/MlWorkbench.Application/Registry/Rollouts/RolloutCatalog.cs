using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Reads rollouts.</summary>
public sealed class RolloutCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <exception cref="WorkbenchException">The endpoint has no such rollout.</exception>
    public async Task<RolloutDetails> FindAsync(Actor actor, string endpoint, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see rollouts");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindFirstAsync(db, Of(db, actor, endpoint).Where(rollout => rollout.Id == id), cancellationToken)
            ?? throw WorkbenchException.NotFound($"rollout with this id on endpoint '{endpoint}'");
    }

    /// <summary>The endpoint's last rollout. Null if there was none.</summary>
    public async Task<RolloutDetails?> FindLastAsync(Actor actor, string endpoint, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see rollouts");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindFirstAsync(db, Of(db, actor, endpoint).OrderByDescending(rollout => rollout.StartedAt), cancellationToken);
    }

    private static IQueryable<Rollout> Of(WorkbenchDbContext db, Actor actor, string endpoint) => db.Rollouts.AsNoTracking()
        .Include(rollout => rollout.Endpoint)
        .Include(rollout => rollout.Version)
        .Where(rollout => rollout.Endpoint!.ProjectId == actor.Project.Id && rollout.Endpoint.Name == endpoint);

    private static async Task<RolloutDetails?> FindFirstAsync(WorkbenchDbContext db, IQueryable<Rollout> rollouts, CancellationToken cancellationToken) =>
        await rollouts.FirstOrDefaultAsync(cancellationToken) is { } rollout
            ? RolloutDetails.Of(rollout, await RolloutMoves.CountRowsAsync(db, rollout.EndpointId, rollout.VersionId, cancellationToken))
            : null;
}
