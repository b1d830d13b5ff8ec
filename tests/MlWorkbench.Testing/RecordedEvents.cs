using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Reads the events of a workbench, and the actions of its audit trail.</summary>
public sealed class RecordedEvents(IServiceProvider services)
{
    /// <summary>Returns the kinds of all events by the person, oldest first.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(Guid actorId, CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        return await db.Events.Where(row => row.ActorId == actorId).OrderBy(row => row.Sequence).Select(row => row.Kind).ToListAsync(cancellation);
    }

    /// <summary>Returns the actions of all audit entries by the person, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync(Guid actorId, CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        return await db.AuditEntries.Where(row => row.ActorId == actorId).OrderBy(row => row.Sequence).Select(row => row.Action).ToListAsync(cancellation);
    }

    private Task<WorkbenchDbContext> OpenAsync(CancellationToken cancellation) => services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(cancellation);
}
