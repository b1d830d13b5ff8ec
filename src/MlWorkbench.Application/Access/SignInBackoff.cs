using System.Net;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Access;

/// <summary>Makes whoever tries wrong passwords wait. It counts by account and address together, so that nobody can keep an account's owner out from elsewhere.</summary>
/// <remarks>Accounts that do not exist count like those that do: otherwise the wait would tell which exist. The counts live in memory and a restart forgets them.</remarks>
public sealed class SignInBackoff(IOptions<AccessOptions> options, TimeProvider clock)
{
    private const int AccountKept = 254;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Address), (int Count, DateTimeOffset Until)> _tries = [];
    private DateTimeOffset _sweepAt;

    /// <summary>Counts a try before its password is looked at, so that many at once gain nothing.</summary>
    /// <exception cref="WorkbenchException">There were too many tries before this one.</exception>
    internal void Count(string account, IPAddress? address)
    {
        var key = Key(account, address);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            Sweep(now);
            var (count, until) = _tries.TryGetValue(key, out var tries) && tries.Until > now ? tries : (0, now);
            if (count >= options.Value.SignInTries)
            {
                throw new WorkbenchException(ErrorKind.TooMany, "locked", "Too many failed sign-ins with this e-mail address from where you are. Wait a few minutes, then try again.") { RetryAfter = until - now };
            }

            _tries[key] = (count + 1, now + TimeSpan.FromMinutes(options.Value.SignInWaitMinutes));
        }
    }

    /// <summary>The password was right.</summary>
    internal void Forget(string account, IPAddress? address)
    {
        lock (_gate)
        {
            _tries.Remove(Key(account, address));
        }
    }

    private static (string Account, string Address) Key(string account, IPAddress? address) =>
        (account.Length > AccountKept ? account[..AccountKept] : account, AddressGroup.Of(address));

    private void Sweep(DateTimeOffset now)
    {
        if (now < _sweepAt)
        {
            return;
        }

        _sweepAt = now + SweepInterval;
        foreach (var (key, tries) in _tries)
        {
            if (tries.Until <= now)
            {
                _tries.Remove(key);
            }
        }
    }
}
