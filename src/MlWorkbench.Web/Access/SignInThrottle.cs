using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Access;

/// <summary>Limits guesses of passwords and links from one address, across all accounts. <see cref="SignInBackoff"/> counts by account and address.</summary>
internal sealed class SignInThrottle(IOptions<AccessOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.TriesPerMinute, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts an attempt.</summary>
    /// <exception cref="WorkbenchException">The address has used its attempts for this minute.</exception>
    public void Count(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(AddressGroup.Of(context.Connection.RemoteIpAddress));
        if (!lease.IsAcquired)
        {
            throw new WorkbenchException(ErrorKind.TooMany, "too_many_tries", "Too many attempts from your address. Wait one minute, then try again.")
            {
                RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window,
            };
        }
    }

    public void Dispose() => _limiter.Dispose();
}
