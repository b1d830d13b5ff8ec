using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Reports;

namespace MlWorkbench.Web.Hosting;

/// <summary>Limits the request rate of one API token, if configured. Unknown tokens share a small allowance per address.
/// Requests of pages are not counted.</summary>
internal static class RequestLimits
{
    private const int UnknownTokensPerMinute = 100;

    public static void AddRequestLimits(this IServiceCollection services) =>
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
            options.OnRejected = (rejected, _) => throw new WorkbenchException(
                ErrorKind.TooMany,
                "too_many_requests",
                $"Too many requests: {LimitOf(rejected.HttpContext)}. Wait for the time in the Retry-After header.")
            {
                RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1),
            };
        });

    /// <summary>Runs after authentication: only a valid token has its own partition.</summary>
    private static RateLimitPartition<string> PartitionOf(HttpContext context)
    {
        if (!BearerTokenHandler.IsBearer(context.Request))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        if (context.User.Identity?.IsAuthenticated != true)
        {
            return RateLimitPartition.GetFixedWindowLimiter(
                $"address {AddressGroup.Of(context.Connection.RemoteIpAddress)}",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = UnknownTokensPerMinute, Window = TimeSpan.FromMinutes(1) });
        }

        return PerSecond(context) is { } perSecond
            ? RateLimitPartition.GetTokenBucketLimiter(
                Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()))),
                _ => new TokenBucketRateLimiterOptions { TokenLimit = perSecond * 2, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter("");
    }

    private static string LimitOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == ShareEndpoint.RatePolicy
            ? string.Create(CultureInfo.InvariantCulture, $"one address may open {ShareEndpoint.OpeningsPerMinute} shared reports per minute")
        : context.User.Identity?.IsAuthenticated == true && PerSecond(context) is { } perSecond
            ? string.Create(CultureInfo.InvariantCulture, $"this token may send {perSecond:N0} requests per second (Access:TokenRequestsPerSecond)")
        : string.Create(CultureInfo.InvariantCulture, $"one address may try {UnknownTokensPerMinute} unknown tokens per minute");

    private static int? PerSecond(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.TokenRequestsPerSecond;
}
