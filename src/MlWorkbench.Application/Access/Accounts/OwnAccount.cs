using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Changes people's own accounts.</summary>
public sealed class OwnAccount(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
{
    public Task RenameAsync(Actor actor, string name, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            async (db, user) =>
            {
                var before = user.Name;
                await user.RenameAsync(db, name, cancellationToken);
                return new AccountEvents.Renamed(before, user.Name);
            },
            cancellationToken);

    /// <summary>Changes the password and ends every session. The result opens a new one.</summary>
    public async Task<SignedIn> ChangePasswordAsync(Actor actor, string current, string replacement, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            actor,
            async (db, user) =>
            {
                if (!Passwords.Verify(user.PasswordHash, current))
                {
                    throw WorkbenchException.Invalid("password_wrong", "The current password is wrong.", column: "current");
                }

                Passwords.Check(replacement, user.Email, user.Name);
                user.SetPassword(replacement);
                await Sessions.EndAllAsync(db, user.Id, cancellationToken);
                return new AccountEvents.PasswordChanged();
            },
            cancellationToken);
        return new SignedIn(actor);
    }

    /// <param name="change">Makes the change and returns it.</param>
    private async Task ChangeAsync(Actor actor, Func<WorkbenchDbContext, User, Task<WorkbenchChange>> change, CancellationToken cancellationToken)
    {
        actor.RequireUnlimited("change the account");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(row => row.Id == actor.UserId && !row.Disabled, cancellationToken) ?? throw WorkbenchException.NotFound("such account");
        await changes.RecordAsync(db, actor, AccountEvents.Of(user), await change(db, user), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
