using Scalar.AspNetCore;

namespace MlWorkbench.Web.Hosting;

/// <summary>Headers that keep a browser from doing what the site never asks for. Styles stay inline: MudBlazor needs them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Scripts = "script-src 'self'";
    private const string Policy = $"default-src 'self'; {Scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Policy;
        context.Response.OnStarting(() =>
        {
            // The API reference starts itself with a script in the page, marked with a nonce of this answer.
            if (context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
            {
                headers.ContentSecurityPolicy = Policy.Replace(Scripts, $"{Scripts} 'nonce-{nonce}'", StringComparison.Ordinal);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
