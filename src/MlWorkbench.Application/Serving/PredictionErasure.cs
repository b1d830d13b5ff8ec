using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Deletes the logged predictions about one entity, for example at a person's request.</summary>
public sealed class PredictionErasure(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
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
        var erased = await db.PredictionLog.Where(entry => entry.EndpointId == row.Id && entry.EntityId == entityId).ExecuteDeleteAsync(cancellationToken);
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.PredictionsErased(erased), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }
}
