using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Reads an actor's account and role in the project again, for decisions that must not rest on an earlier role or session.</summary>
/// <remarks>The scopes of the actor's token still apply.</remarks>
internal static class CurrentAccount
{
    /// <exception cref="WorkbenchException">The account no longer exists, is disabled or lacks the permission, or its session has ended.</exception>
    public static async Task<Actor> RequireNowAsync(
        this WorkbenchDbContext db, Actor actor, Permission permission, string what, CancellationToken cancellationToken)
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

        var current = await ProjectEntry.EnterAsync(db, actor with { Name = account.Name, Role = account.Role }, actor.Project.Id, cancellationToken);
        current.Require(permission, what);
        return current;
    }
}
