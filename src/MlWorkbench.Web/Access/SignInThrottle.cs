using System.Net;
using System.Threading.RateLimiting;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Access;

/// <summary>Slows down who guesses passwords or links from one address, whatever account they try. One account's own lock is in <see cref="MlWorkbench.Application.Access.Accounts"/>.</summary>
internal sealed class SignInThrottle : IDisposable
{
    private const int TriesPerMinute = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts a try.</summary>
    /// <exception cref="WorkbenchException">The address has had its tries of this minute.</exception>
    public void Count(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!lease.IsAcquired)
        {
            throw new WorkbenchException(ErrorKind.TooMany, "too_many_tries", "Too many tries from your address. Wait a minute, then try again.")
            {
                RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window,
            };
        }
    }

    public void Dispose() => _limiter.Dispose();
}
