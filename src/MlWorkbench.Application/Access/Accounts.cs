using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Signs people in and creates the first administrator.</summary>
public sealed class Accounts(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    private const int AttemptsBeforeLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    /// <summary>True until the first administrator exists.</summary>
    public async Task<bool> IsSetUpNeededAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <exception cref="WorkbenchException">There is an account already, or the e-mail address or password cannot be used.</exception>
    public async Task<SignedIn> CreateFirstAdministratorAsync(string email, string name, string password, CancellationToken cancellationToken)
    {
        Passwords.Check(password);
        var user = User.Create(email, name, UserRole.Admin, clock.GetUtcNow().UtcDateTime);
        user.PasswordHash = Passwords.Hash(password);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            throw WorkbenchException.Conflict("already_set_up", "This workbench has an administrator already. Sign in instead.");
        }

        db.Users.Add(user);
        var actor = new Actor(user.Id, user.Name, user.Role);
        await audit.AppendAsync(db, actor, "user.created", "user", user.Id.ToString(), user.Email, "First administrator", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SignedIn(actor, user.SecurityStamp);
    }

    /// <summary>Null when the address and password do not belong together, for whatever reason.</summary>
    /// <exception cref="WorkbenchException">Too many failed tries.</exception>
    public async Task<SignedIn?> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var address = email.Trim().ToLowerInvariant();
        var user = await db.Users.SingleOrDefaultAsync(candidate => candidate.Email == address, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (user?.LockedUntil > now)
        {
            throw new WorkbenchException(ErrorKind.TooMany, "locked", "Too many failed sign-ins. Try again in five minutes.") { RetryAfter = user.LockedUntil - now };
        }

        var verified = Passwords.Verify(user?.PasswordHash, password);
        if (user is null)
        {
            return null;
        }

        if (!verified || user.Disabled)
        {
            user.FailedSignIns++;
            user.LockedUntil = user.FailedSignIns >= AttemptsBeforeLock ? now + LockTime : null;
            user.FailedSignIns %= AttemptsBeforeLock;
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        user.FailedSignIns = 0;
        user.LastSeenAt = now;
        await db.SaveChangesAsync(cancellationToken);
        return new SignedIn(new Actor(user.Id, user.Name, user.Role), user.SecurityStamp);
    }

    /// <summary>The account as it is now, or null when the session with this stamp must end.</summary>
    public async Task<Actor?> RevalidateAsync(Guid userId, string securityStamp, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users
            .Where(user => user.Id == userId && user.SecurityStamp == securityStamp && !user.Disabled)
            .Select(user => new Actor(user.Id, user.Name, user.Role))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
