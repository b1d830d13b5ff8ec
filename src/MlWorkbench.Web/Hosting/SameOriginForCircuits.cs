using Microsoft.AspNetCore.SignalR;
using MlWorkbench.Application;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Keeps other sites off the hubs: a browser lets any page open a WebSocket to any site, with the cookie. Runs after routing and knows a hub by its endpoint, however its path was written.</summary>
internal sealed class SameOriginForCircuits(RequestDelegate next, PublicLinks links)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null && origin.Length > 0 && !IsOwn(origin, context.Request.Host)
            ? throw new WorkbenchException(ErrorKind.Forbidden, "foreign_origin", "This page belongs to another site. Open the workbench by its own address; a reverse proxy must pass the Host header on, or Site:PublicUrl must name the address.")
            : next(context);
    }

    private bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (links.IsOwn(uri)
            || (string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80))));
}
