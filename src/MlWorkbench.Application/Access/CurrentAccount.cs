using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>The account behind an actor as the database has it now, for decisions where the role of an hour ago must not count. What limits the actor's token stays.</summary>
internal static class CurrentAccount
{
    /// <exception cref="WorkbenchException">The account is gone, disabled, or lacks the right now.</exception>
    public static async Task<Actor> RequireNowAsync(this WorkbenchDbContext db, Actor actor, Permission permission, string what, CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking()
            .Where(user => user.Id == actor.UserId && !user.Disabled)
            .Select(user => new { user.Name, user.Role })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.Forbidden(what);
        var current = actor with { Name = account.Name, Role = account.Role };
        current.Require(permission, what);
        return current;
    }
}
