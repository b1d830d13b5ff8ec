using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Limits;

/// <summary>Changes an endpoint's own limits. Every server applies them within two seconds, because <see cref="ModelRoutes"/> reads them again.</summary>
public sealed class EndpointLimiting(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, IOptions<ServingOptions> options)
{
    /// <summary>Replaces all limits. Equal limits change nothing.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <exception cref="WorkbenchException">The right is missing, the endpoint does not exist, or a limit is out of range.</exception>
    public async Task SetAsync(Actor actor, string endpoint, CallLimits limits, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.Operate, "change the limits of endpoints", cancellationToken);
        limits.Check(options.Value.MaximumRows);
        var row = await db.ModelEndpoints.SingleByNameAsync(current.Project, endpoint, cancellationToken);
        var before = CallLimits.Read(row.Limits);
        if (limits == before)
        {
            return;
        }

        row.Limits = limits.Store();
        await changes.RecordAsync(db, current, ServingEvents.Of(row), new ServingEvents.LimitsChanged(before, limits), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
