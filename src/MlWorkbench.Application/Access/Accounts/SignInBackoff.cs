using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Delays sign-ins after wrong passwords.</summary>
/// <remarks>
/// Attempts are counted per account and address, so that an attacker elsewhere cannot lock the owner out.
/// Attempts on unknown accounts count too: otherwise the wait would reveal which accounts exist.
/// The counts are rows, so that they apply in every process and after a restart.
/// An attempt is counted before its password is verified. If the database accepts no writes, no attempt is possible.
/// A refused attempt only reads. A counted attempt writes a single row. Beyond <see cref="AccessOptions.SignInRows"/>, the oldest rows are deleted.
/// </remarks>
public sealed class SignInBackoff(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<AccessOptions> options, TimeProvider clock)
{
    /// <summary>Counts an attempt before its password is verified, so that concurrent attempts have no advantage.</summary>
    /// <exception cref="WorkbenchException">There were too many earlier attempts.</exception>
    internal async Task CountAsync(string account, IPAddress? address, CancellationToken cancellationToken)
    {
        var key = Key(account, address);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Read without the write lock, so that refused attempts do not block others.
        Require(await db.SignInTries.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, cancellationToken), now);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var tries = await db.SignInTries.SingleOrDefaultAsync(row => row.Key == key, cancellationToken);
        Require(tries, now);
        if (tries is null)
        {
            await MakeRoomAsync(db, now, cancellationToken);
            tries = new SignInTries { Key = key };
            db.SignInTries.Add(tries);
        }

        tries.Count = tries.ForgottenAt > now ? tries.Count + 1 : 1;
        tries.ForgottenAt = now + TimeSpan.FromMinutes(options.Value.SignInWaitMinutes);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes the count after a correct password, in the caller's transaction.</summary>
    internal static Task ForgetAsync(WorkbenchDbContext db, string account, IPAddress? address, CancellationToken cancellationToken)
    {
        var key = Key(account, address);
        return db.SignInTries.Where(row => row.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    private static byte[] Key(string account, IPAddress? address) => SecretToken.HashOf($"{AddressGroup.Of(address)} {account}");

    private void Require(SignInTries? tries, DateTime now)
    {
        if (tries is not null && tries.ForgottenAt > now && tries.Count >= options.Value.SignInTries)
        {
            const string message = "Too many failed sign-ins with this e-mail address from your network address. Wait a few minutes, then try again.";
            throw new WorkbenchException(ErrorKind.TooMany, "locked", message)
            {
                RetryAfter = tries.ForgottenAt - now,
            };
        }
    }

    /// <summary>Deletes expired rows and, if too many remain, those that would expire next.</summary>
    private async Task MakeRoomAsync(WorkbenchDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        await db.SignInTries.Where(row => row.ForgottenAt <= now).ExecuteDeleteAsync(cancellationToken);
        var excess = await db.SignInTries.CountAsync(cancellationToken) + 1 - Math.Max(1, options.Value.SignInRows);
        if (excess > 0)
        {
            await db.SignInTries
                .Where(row => db.SignInTries.OrderBy(other => other.ForgottenAt).Take(excess).Select(other => other.Key).Contains(row.Key))
                .ExecuteDeleteAsync(cancellationToken);
        }
    }
}
