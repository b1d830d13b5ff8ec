using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Reports;

namespace MlWorkbench.Web.Reports;

/// <summary>Opens a share link without an account. Unknown, expired and revoked links get the same answer.</summary>
internal static class ShareEndpoint
{
    public const string RatePolicy = "share";
    public const int OpeningsPerMinute = 120;

    public static void Map(WebApplication app) =>
        app.MapGet("/share/{token}", OpenAsync).AllowAnonymous().RequireRateLimiting(RatePolicy).ExcludeFromDescription();

    /// <summary>Tokens cannot be guessed. The limit keeps attempts from loading the server.</summary>
    public static void LimitRate(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(RatePolicy, context => RateLimitPartition.GetFixedWindowLimiter(
            AddressGroup.Of(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = OpeningsPerMinute, Window = TimeSpan.FromMinutes(1) }));
    }

    private static async Task<IResult> OpenAsync(string token, ReportSharing sharing, HttpContext context, CancellationToken cancellationToken) =>
        await sharing.OpenLinkAsync(token, cancellationToken) is { } html
            ? ReportFile.Answer(context, html)
            : Results.Text(
                "The report does not exist, or its link expired or was revoked. Ask the sender for a new link.",
                statusCode: StatusCodes.Status404NotFound);
}
