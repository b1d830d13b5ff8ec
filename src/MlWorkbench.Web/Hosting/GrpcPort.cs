using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MlWorkbench.Application;
using MlWorkbench.Web.Serving.Protocols;

namespace MlWorkbench.Web.Hosting;

/// <summary>Listens for gRPC without TLS, if configured. HTTP/2 without TLS needs a port of its own, because a client cannot negotiate it.</summary>
internal static class GrpcPort
{
    private const string Key = $"{ProtocolOptions.Section}:{nameof(ProtocolOptions.GrpcPort)}";

    /// <summary>Adds an address on the host of the first one. The first address stays that of the site.</summary>
    /// <exception cref="WorkbenchException">The port is not one, or the site uses it.</exception>
    public static void ListenForGrpc(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<int?>(Key) is not { } port)
        {
            return;
        }

        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey]!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var addresses = urls.Select(ListeningAddresses.Parse).ToList();
        if (port is < 1 or > ushort.MaxValue || addresses.Any(address => address.Port == port))
        {
            throw WorkbenchException.Invalid("setting_invalid", string.Create(CultureInfo.InvariantCulture,
                $"{Key} is {port}. Set it to a port from 1 to {ushort.MaxValue} that --urls does not use."));
        }

        var host = addresses.Find(address => !address.IsUnixPipe && !address.IsNamedPipe)?.Host ?? "localhost";
        builder.WebHost.UseUrls([.. urls, string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}")]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint?.Port == port)
            {
                endpoint.Protocols = HttpProtocols.Http2;
            }
        }));
    }
}
