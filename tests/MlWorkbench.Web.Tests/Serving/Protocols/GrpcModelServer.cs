using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

/// <summary>A <see cref="ModelServer"/> that also listens for HTTP/2 without TLS.</summary>
public sealed class GrpcModelServer : IAsyncLifetime
{
    private GrpcChannel _channel = null!;

    public ModelServer Models { get; private set; } = null!;

    /// <summary>The address for HTTP/2.</summary>
    public Uri Http2 { get; private set; } = null!;

    internal InferenceClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        while (Models is null)
        {
            var port = FindFreePort();
            try
            {
                Models = await ModelServer.StartAsync(
                    string.Create(CultureInfo.InvariantCulture, $"--Serving:GrpcPort={port}"), "--Serving:StreamLineBytes=1000000");
                Http2 = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
            }
            catch (WorkbenchException taken) when (taken.Code == "address_unavailable")
            {
                // Another program took the port in between. The next one is tried.
            }
        }

        _channel = GrpcChannel.ForAddress(Http2);
        Client = new InferenceClient(_channel.CreateCallInvoker());
    }

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return Models.DisposeAsync();
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
