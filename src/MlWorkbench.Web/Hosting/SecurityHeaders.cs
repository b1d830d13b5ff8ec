using System.Net;
using Scalar.AspNetCore;

namespace MlWorkbench.Web.Hosting;

/// <summary>Headers that forbid a browser everything that the site does not use. Inline styles are allowed, because MudBlazor needs them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Scripts = "script-src 'self'";
    private const string Policy = $"default-src 'self'; {Scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    private const string OneYearOfHttps = "max-age=31536000";

    /// <summary>Sets the headers when the answer starts, because an error clears earlier headers.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = OneYearOfHttps;
        }

        // An answer may have its own, stricter policy.
        headers.TryAdd("Content-Security-Policy", PolicyOf(context));
    }

    /// <summary>The API reference starts with an inline script, which a nonce of this answer permits.</summary>
    private static string PolicyOf(HttpContext context) => context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce
        ? Policy.Replace(Scripts, $"{Scripts} 'nonce-{nonce}'", StringComparison.Ordinal)
        : Policy;

    /// <summary>A browser that remembers https for localhost would require it of every other program there.</summary>
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
