using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Lets the holder of an invite link choose a password, once.</summary>
public sealed class Invitations(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Finds the invitation of a link. Null if the link is unknown, used or older than a week.</summary>
    public async Task<Invitation?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(db, token).Select(user => new Invitation(user.Email, user.Name)).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<SignedIn> AcceptAsync(string? token, string name, string password, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var user = await Open(db, token).SingleOrDefaultAsync(cancellationToken)
            ?? throw new WorkbenchException(ErrorKind.Forbidden, "invite_invalid", "This invite link no longer works. Ask the sender for a new one.");
        var before = await RenameAsync(db, user, name, cancellationToken);
        Passwords.Check(password, user.Email, user.Name);
        user.SetPassword(password);
        await Sessions.EndAllAsync(db, user.Id, cancellationToken);
        user.LastSeenAt = clock.GetUtcNow().UtcDateTime;
        var actor = new Actor(user.Id, user.Name, user.Role);
        await changes.RecordAsync(db, actor, AccountEvents.Of(user), new AccountEvents.Joined(before, user.Name), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignedIn(actor);
    }

    /// <summary>Returns the name before. Null if the name stays unchanged.</summary>
    private static async Task<string?> RenameAsync(WorkbenchDbContext db, User user, string name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim() == user.Name)
        {
            return null;
        }

        var before = user.Name;
        await user.RenameAsync(db, name, cancellationToken);
        return before;
    }

    private IQueryable<User> Open(WorkbenchDbContext db, string? token)
    {
        var hash = SecretToken.HashOf(token ?? "");
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Users.Where(user => user.InviteHash == hash && user.InviteExpiresAt > now && !user.Disabled);
    }
}
