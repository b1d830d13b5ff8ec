using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Creates, invites, changes and disables accounts, for administrators.</summary>
public sealed class UserEditor(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Validity of an invitation.</summary>
    public static readonly TimeSpan InviteLifetime = TimeSpan.FromDays(7);

    /// <param name="password">If null, the result contains an invitation, and the person chooses a password.</param>
    public async Task<InvitedUser> CreateAsync(Actor actor, string email, string name, UserRole role, string? password, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "create users");
        CheckRole(role);
        var user = User.Create(email, name, role, clock.GetUtcNow().UtcDateTime);
        string? inviteToken = null;
        if (password is null)
        {
            inviteToken = Invite(user);
        }
        else
        {
            Passwords.Check(password, user.Email, user.Name);
            user.PasswordHash = Passwords.Hash(password);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (await db.Users.AnyAsync(other => other.Email == user.Email, cancellationToken))
        {
            throw WorkbenchException.Conflict("email_taken", $"An account for {user.Email} already exists.");
        }

        if (string.IsNullOrWhiteSpace(name) && await NameRules.FindAlikeAsync(db.Users, user.Name, cancellationToken) is not null)
        {
            // The name was derived from the address. The whole address is unique.
            user.Name = user.Email;
        }

        await NameRules.RequireFreeAsync(db.Users, user.Name, "person", cancellationToken);
        db.Users.Add(user);
        await changes.RecordAsync(db, actor, AccountEvents.Of(user),
            password is null ? new AccountEvents.Invited(user.Role, IsNew: true) : new AccountEvents.Created(user.Role, IsFirst: false), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new InvitedUser(user.Id, user.Email, user.Role, inviteToken, user.InviteExpiresAt);
    }

    /// <summary>Creates a new link for a person who lost the first one or the password. The old password works until the link is used.</summary>
    public async Task<InvitedUser> InviteAgainAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        string? inviteToken = null;
        var user = await ChangeAsync(actor, userId, "invite users", async (db, account) =>
        {
            inviteToken = Invite(account);
            await changes.RecordAsync(db, actor, AccountEvents.Of(account), new AccountEvents.Invited(account.Role, IsNew: false), cancellationToken);
        }, cancellationToken);
        return new InvitedUser(user.Id, user.Email, user.Role, inviteToken, user.InviteExpiresAt);
    }

    /// <summary>Changes the values that are not null. The person's sessions end immediately, and tokens follow the new role.</summary>
    /// <exception cref="WorkbenchException">No administrator would be left.</exception>
    public Task UpdateAsync(Actor actor, Guid userId, UserRole? role, bool? disabled, CancellationToken cancellationToken) =>
        ChangeAsync(actor, userId, "change users", async (db, user) =>
        {
            if (role is { } newRole && newRole != user.Role)
            {
                CheckRole(newRole);
                await changes.RecordAsync(db, actor, AccountEvents.Of(user), new AccountEvents.RoleChanged(user.Role, newRole), cancellationToken);
                user.Role = newRole;
                await Sessions.EndAllAsync(db, user.Id, cancellationToken);
            }

            if (disabled is { } off && off != user.Disabled)
            {
                await changes.RecordAsync(db, actor, AccountEvents.Of(user),
                    off ? new AccountEvents.Disabled() : new AccountEvents.Enabled(), cancellationToken);
                user.Disabled = off;
                await Sessions.EndAllAsync(db, user.Id, cancellationToken);
            }

            if (!IsAdministrator(user) && !await db.Users.AnyAsync(other => other.Id != userId && other.Role == UserRole.Admin && !other.Disabled && other.PasswordHash != null, cancellationToken))
            {
                throw WorkbenchException.Conflict("last_administrator", $"{user.Email} is the only administrator. Give the role to another person first.");
            }
        }, cancellationToken);

    private async Task<User> ChangeAsync(
        Actor actor, Guid userId, string what, Func<WorkbenchDbContext, User, Task> change, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, what);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(row => row.Id == userId, cancellationToken) ?? throw WorkbenchException.NotFound("such user");
        await change(db, user);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return user;
    }

    private string Invite(User user)
    {
        var token = SecretToken.Create();
        user.InviteHash = SecretToken.HashOf(token);
        user.InviteExpiresAt = clock.GetUtcNow().UtcDateTime + InviteLifetime;
        return token;
    }

    private static void CheckRole(UserRole role)
    {
        if (!Enum.IsDefined(role))
        {
            throw WorkbenchException.Invalid(
                "role_invalid",
                $"{role:D} is not a role. Use one of: {string.Join(", ", Enum.GetNames<UserRole>())}.",
                column: "role");
        }
    }

    private static bool IsAdministrator(User user) => user.Role == UserRole.Admin && !user.Disabled && user.PasswordHash is not null;
}
