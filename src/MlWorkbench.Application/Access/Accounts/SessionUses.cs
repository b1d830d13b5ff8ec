using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Writes the time of each session's last use. Opening a page only reads, so a locked or full database does not prevent it.</summary>
public sealed class SessionUses(
    IDbContextFactory<WorkbenchDbContext> contexts,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<SessionUses> logger) : WriteBehind<DateTime>(contexts, damage, clock, logger)
{
    internal void NoteUse(Guid sessionId, DateTime usedAt) => Note(sessionId, usedAt);

    protected override DateTime Merge(DateTime earlier, DateTime later) => earlier > later ? earlier : later;

    protected override Task WriteAsync(WorkbenchDbContext db, Guid rowId, DateTime value, CancellationToken cancellationToken) =>
        db.Sessions.Where(session => session.Id == rowId).ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, value), cancellationToken);
}
