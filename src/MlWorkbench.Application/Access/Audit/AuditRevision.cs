using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Audit;

/// <summary>Number of the newest audit entry. Every change by a person adds one, so that a page can ask whether it must read again.</summary>
public sealed class AuditRevision(IDbContextFactory<WorkbenchDbContext> contexts)
{
    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditEntries.MaxAsync(entry => (long?)entry.Sequence, cancellationToken) ?? 0;
    }
}
