using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting;

/// <summary>A browser lets any site open a WebSocket to any other, with the cookie: the pages' hub answers this site's own pages only.</summary>
internal sealed class SameOriginForCircuits(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && origin.Length > 0 && !IsOwn(origin, context.Request.Host)
            ? throw new WorkbenchException(ErrorKind.Forbidden, "foreign_origin", "This page belongs to another site. Open the workbench by its own address; a reverse proxy must pass the Host header on.")
            : next(context);
    }

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
