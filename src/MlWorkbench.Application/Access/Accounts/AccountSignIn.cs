using System.Net;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Signs people in and creates the first administrator.</summary>
public sealed class AccountSignIn(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ChangeLog changes,
    ApiTokens tokens,
    SignInBackoff backoff,
    SignInMeter meter,
    TimeProvider clock)
{
    /// <summary>Code of the refusal to create a second first administrator.</summary>
    internal const string AlreadySetUp = "already_set_up";

    /// <summary>True until the first administrator exists.</summary>
    public async Task<bool> IsSetUpNeededAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Creates the first administrator and their configured API token, if any, in one transaction.</summary>
    /// <exception cref="WorkbenchException">An account exists already, or the e-mail address or password is not valid.</exception>
    public async Task<SignedIn> CreateFirstAdministratorAsync(string email, string name, string password, string? apiToken, CancellationToken cancellationToken)
    {
        var user = User.Create(email, name, UserRole.Admin, clock.GetUtcNow().UtcDateTime);
        Passwords.Check(password, user.Email, user.Name);
        user.PasswordHash = Passwords.Hash(password);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            throw WorkbenchException.Conflict(AlreadySetUp, "This workbench already has an administrator. Sign in instead.");
        }

        db.Users.Add(user);
        var actor = new Actor(user.Id, user.Name, user.Role);
        await changes.RecordAsync(db, actor, AccountEvents.Of(user), new AccountEvents.Created(user.Role, IsFirst: true), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (apiToken is not null)
        {
            await tokens.AddConfiguredAsync(db, actor, user, apiToken, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SignedIn(actor);
    }

    /// <summary>Checks a password. Returns null if the e-mail address and password do not match, or the account is disabled.</summary>
    /// <param name="address">The client's address. Attempts are counted by it.</param>
    /// <exception cref="WorkbenchException">The address has had too many failed attempts.</exception>
    public async Task<SignedIn?> SignInAsync(string email, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var account = email.Trim().ToLowerInvariant();
        await CountAsync(account, address, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(candidate => candidate.Email == account, cancellationToken);
        // Verified before all else, so that an answer takes as long for an account that does not exist.
        var verified = Passwords.Verify(user?.PasswordHash, password);
        if (user is null || !verified || user.Disabled)
        {
            meter.Failed();
            return null;
        }

        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await SignInBackoff.ForgetAsync(db, account, address, cancellationToken);
        user.LastSeenAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        meter.Succeeded();
        return new SignedIn(new Actor(user.Id, user.Name, user.Role));
    }

    private async Task CountAsync(string account, IPAddress? address, CancellationToken cancellationToken)
    {
        try
        {
            await backoff.CountAsync(account, address, cancellationToken);
        }
        catch (WorkbenchException refusal) when (refusal.Kind == ErrorKind.TooMany)
        {
            meter.Delayed();
            throw;
        }
    }
}
