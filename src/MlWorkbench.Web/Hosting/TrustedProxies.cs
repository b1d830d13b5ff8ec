using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Takes the caller's address and scheme from the headers of trusted reverse proxies only.</summary>
internal static class TrustedProxies
{
    /// <summary>Overrides ASPNETCORE_FORWARDEDHEADERS_ENABLED, which would trust every caller.</summary>
    public static void AddTrustedProxies(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<SiteOptions>>((headers, site) =>
        {
            var proxies = site.Value.ReadKnownProxies();
            headers.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.ForwardLimit = null;
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
            {
                headers.KnownIPNetworks.Add(proxy);
            }
        });
}
