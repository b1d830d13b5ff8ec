using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access;

/// <summary>Signs people in and creates the first administrator.</summary>
public sealed class Accounts(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    /// <summary>Shortest password taken, in characters (OWASP ASVS 5.0, 6.2.1).</summary>
    public const int MinimumPasswordLength = 8;

    private const int AttemptsBeforeLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);
    private static readonly PasswordHasher<User> Hasher = new();

    /// <summary>Verified against when the account is unknown, so that an answer takes as long as for a known one.</summary>
    private static readonly string DecoyHash = Hasher.HashPassword(null!, Guid.CreateVersion7().ToString());

    /// <summary>True until the first administrator exists.</summary>
    public async Task<bool> IsSetUpNeededAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <exception cref="WorkbenchException">There is an account already, or the e-mail address or password cannot be used.</exception>
    public async Task<SignedIn> CreateFirstAdministratorAsync(string email, string name, string password, CancellationToken cancellationToken)
    {
        var address = CheckEmail(email);
        CheckPassword(password);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            throw WorkbenchException.Conflict("already_set_up", "This workbench has an administrator already. Sign in instead.");
        }

        var user = NewUser(address, string.IsNullOrWhiteSpace(name) ? address.Split('@')[0] : name.Trim(), UserRole.Admin, password);
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
            throw new WorkbenchException(ErrorKind.TooMany, "locked", "Too many failed sign-ins. Try again in five minutes.");
        }

        var verified = Hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? DecoyHash, password) != PasswordVerificationResult.Failed;
        if (user is null)
        {
            return null;
        }

        if (!verified || user.PasswordHash is null || user.Disabled)
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

    internal static string CheckEmail(string email)
    {
        var address = email.Trim().ToLowerInvariant();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at == address.Length - 1 || address.Length > 254 || address.Any(char.IsWhiteSpace))
        {
            throw WorkbenchException.Invalid("email_invalid", "The e-mail address must look like name@example.org.", column: "email");
        }

        return address;
    }

    internal static void CheckPassword(string password)
    {
        if (password.Length < MinimumPasswordLength)
        {
            throw WorkbenchException.Invalid("password_short", $"The password has {password.Length} characters; it needs at least {MinimumPasswordLength}.", column: "password");
        }
    }

    internal User NewUser(string email, string name, UserRole role, string? password)
    {
        var user = new User
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            Name = name,
            Role = role,
            SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        user.PasswordHash = password is null ? null : Hasher.HashPassword(user, password);
        return user;
    }
}
