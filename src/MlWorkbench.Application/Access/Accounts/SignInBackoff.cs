using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>Makes whoever tries wrong passwords wait. It counts by account and address together, so that nobody can keep an account's owner out from elsewhere.</summary>
/// <remarks>
/// Accounts that do not exist count like those that do: otherwise the wait would tell which exist.
/// The counts are rows, so that they hold in every process and after a restart. A try is counted before its password is looked at, and a database that takes no writes lets nobody try.
/// A refused try only reads. A counted one writes a single row, and the rows are bounded: beyond <see cref="AccessOptions.SignInRows"/> the oldest go.
/// </remarks>
public sealed class SignInBackoff(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<AccessOptions> options, TimeProvider clock)
{
    /// <summary>Counts a try before its password is looked at, so that many at once gain nothing.</summary>
    /// <exception cref="WorkbenchException">There were too many tries before this one.</exception>
    internal async Task CountAsync(string account, IPAddress? address, CancellationToken cancellationToken)
    {
        var key = Key(account, address);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Without the write lock, which refused tries must not take from others.
        Require(await db.SignInTries.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, cancellationToken), now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
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

    /// <summary>The password was right. The caller's transaction forgets the tries.</summary>
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
            throw new WorkbenchException(ErrorKind.TooMany, "locked", "Too many failed sign-ins with this e-mail address from where you are. Wait a few minutes, then try again.") { RetryAfter = tries.ForgottenAt - now };
        }
    }

    /// <summary>Deletes rows whose time is over and, where too many remain, those that would be forgotten next.</summary>
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
