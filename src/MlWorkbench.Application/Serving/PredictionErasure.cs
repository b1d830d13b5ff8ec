using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Deletes the logged predictions about one entity, for example at a person's request.</summary>
public sealed class PredictionErasure(
    IDbContextFactory<WorkbenchDbContext> contexts, ContentSweeper sweeper, StoringLock storing, ChangeLog changes)
{
    /// <summary>Deletes all predictions of the entity on the endpoint, including those of shadows, and returns their number.</summary>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint does not exist, or no entity is given.</exception>
    public async Task<int> EraseAsync(Actor actor, string endpoint, string? entityId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(entityId))
        {
            throw WorkbenchException.Invalid("entity_missing", "Name the entity whose predictions to delete: '?entityId=…'.", column: "entityId");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "delete logged predictions", cancellationToken);
        var row = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(current.Project, endpoint, cancellationToken);
        var (erased, digests) = await ReplaceAsync(db, row.Id, entityId, cancellationToken);
        erased += await db.PredictionLog.Where(entry => entry.EndpointId == row.Id && entry.EntityId == entityId).ExecuteDeleteAsync(cancellationToken);
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.PredictionsErased(erased), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (digests.Count > 0)
        {
            await storing.HoldAsync(() => sweeper.RemoveUnreferencedAsync(digests, CancellationToken.None), CancellationToken.None);
        }

        return erased;
    }

    /// <summary>Replaces each batch with rows of the entity by one of the other rows, which is sealed later like a new one.</summary>
    /// <returns>Number of erased rows, and the contents that held them.</returns>
    private static async Task<(int Erased, IReadOnlyList<string> Digests)> ReplaceAsync(
        WorkbenchDbContext db, Guid endpointId, string entityId, CancellationToken cancellationToken)
    {
        var (replaced, replacements) = (new List<PredictionBatch>(), new List<PredictionBatch>());
        var parts = PredictionLogReader.ReadAsync(
            db,
            db.PredictionBatches.Where(batch => batch.EndpointId == endpointId),
            LogWindow.All,
            keys: [KeyFilter.HashOfEntity(entityId)],
            cancellationToken: cancellationToken);
        await foreach (var (batch, block) in parts)
        {
            var kept = block.Where(row => block.Text(LogBlock.EntityId, row) != entityId);
            if (kept == block)
            {
                continue;
            }

            replaced.Add(batch);
            if (kept is not null)
            {
                replacements.Add(PredictionBatch.Of(batch.EndpointId, batch.ModelVersionId, batch.IsShadow, kept));
            }
        }

        var ids = replaced.Select(batch => batch.Id).ToList();
        await db.PredictionBatches.Where(batch => ids.Contains(batch.Id)).ExecuteDeleteAsync(cancellationToken);
        db.PredictionBatches.AddRange(replacements);
        return (replaced.Sum(batch => batch.Rows) - replacements.Sum(batch => batch.Rows), [.. replaced.Select(batch => batch.Digest).OfType<string>()]);
    }
}
