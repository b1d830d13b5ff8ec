using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Changes an endpoint's log settings. Every server applies them within two seconds, because <see cref="ModelRoutes"/> reads them again.</summary>
public sealed class EndpointLogging(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
{
    private const int MostDays = 36_500;

    /// <summary>Replaces the settings. Equal settings change nothing.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint does not exist, or the days are out of range.</exception>
    public async Task SetAsync(Actor actor, string endpoint, EndpointLog log, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "decide how an endpoint logs its predictions", cancellationToken);
        if (log.RetentionDays is < 0 or > MostDays)
        {
            throw WorkbenchException.Invalid("retention_days_invalid", string.Create(CultureInfo.InvariantCulture,
                $"'retentionDays' is {log.RetentionDays}; it must be from 0 to {MostDays}, and 0 keeps predictions permanently. " +
                $"Omit it for the server's default."), column: "retentionDays");
        }

        var row = await db.ModelEndpoints.SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var before = new EndpointLog(row.WhenLogFull, row.LogRetentionDays);
        var keepsDropping = log.WhenFull == LogWhenFull.Drop;
        if (log == before && row.KeepsDropping == keepsDropping)
        {
            return;
        }

        (row.WhenLogFull, row.KeepsDropping, row.LogRetentionDays) = (log.WhenFull, keepsDropping, log.RetentionDays);
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.LogChanged(before, log), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
