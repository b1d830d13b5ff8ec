using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Writes the time of each token's last use. Authentication only reads, so a locked or full database does not prevent it.</summary>
public sealed class TokenUses(
    IDbContextFactory<WorkbenchDbContext> contexts,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<TokenUses> logger) : WriteBehind<DateTime>(contexts, damage, clock, logger)
{
    internal void NoteUse(Guid tokenId, DateTime usedAt) => Note(tokenId, usedAt);

    protected override DateTime Merge(DateTime earlier, DateTime later) => earlier > later ? earlier : later;

    protected override Task WriteAsync(WorkbenchDbContext db, Guid rowId, DateTime value, CancellationToken cancellationToken) =>
        db.ApiTokens.Where(token => token.Id == rowId).ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, value), cancellationToken);
}
