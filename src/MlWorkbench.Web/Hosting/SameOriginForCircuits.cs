using Microsoft.AspNetCore.SignalR;
using MlWorkbench.Application;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Refuses other sites at the hubs, because a browser lets any page open a WebSocket to any site, with its cookie.
/// Runs after routing and recognises a hub by its endpoint, regardless of the spelling of its path.</summary>
internal sealed class SameOriginForCircuits(RequestDelegate next, PublicLinks links)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null && origin.Length > 0 && !IsOwn(origin, context.Request.Host)
            ? throw new WorkbenchException(
                ErrorKind.Forbidden,
                "foreign_origin",
                "This page belongs to another site. Open the workbench at its own address. "
                + "Behind a reverse proxy, forward the Host header or set Site:PublicUrl.")
            : next(context);
    }

    private bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (links.IsOwn(uri)
            || (string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80))));
}
