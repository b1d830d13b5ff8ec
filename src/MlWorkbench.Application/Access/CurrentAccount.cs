using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>The account behind an actor as the database has it now, for decisions where the role or the session of a minute ago must not count. What limits the actor's token stays.</summary>
internal static class CurrentAccount
{
    /// <exception cref="WorkbenchException">The account is gone or disabled, its session has ended, or it lacks the right now.</exception>
    public static async Task<Actor> RequireNowAsync(this WorkbenchDbContext db, Actor actor, Permission permission, string what, CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking()
            .Where(user => user.Id == actor.UserId && !user.Disabled)
            .Select(user => new { user.Name, user.Role, HasSession = actor.SessionId == null || db.Sessions.Any(session => session.Id == actor.SessionId) })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.Forbidden(what);
        if (!account.HasSession)
        {
            throw WorkbenchException.SignedOut();
        }

        var current = actor with { Name = account.Name, Role = account.Role };
        current.Require(permission, what);
        return current;
    }
}
