using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting;

/// <summary>Tests the addresses before any other step, so that an unusable one is reported in one clear line.</summary>
internal static class ListeningAddresses
{
    /// <exception cref="WorkbenchException">An address is in use, not permitted, not an address of this machine, or malformed.</exception>
    public static void RequireFree(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            var address = Parse(url);
            if (!address.IsUnixPipe && !address.IsNamedPipe && address.Port != 0)
            {
                foreach (var ip in AddressesOf(address.Host))
                {
                    Try(url, new IPEndPoint(ip, address.Port));
                }
            }
        }
    }

    /// <param name="setting">The setting that chooses the port.</param>
    /// <exception cref="WorkbenchException">The port is in use or not permitted.</exception>
    public static void RequireFree(int port, string setting)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            socket.Listen();
        }
        catch (SocketException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "address_unavailable", string.Create(CultureInfo.InvariantCulture,
                $"The port {port} of {setting} cannot be used: {exception.Message}. Stop the program that uses it, or choose another port."), inner: exception);
        }
    }

    /// <exception cref="WorkbenchException">The text is not an address.</exception>
    internal static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException exception)
        {
            throw new WorkbenchException(ErrorKind.Invalid, "address_invalid", $"'{url}' is not an address to listen on. Use, for example, --urls http://localhost:5080.",
                inner: exception);
        }
    }

    private static IPAddress[] AddressesOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address]
        : [IPAddress.Any];

    private static void Try(string url, IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen();
        }
        catch (SocketException exception)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "address_unavailable", $"The address {url} cannot be used: {Because(exception, endpoint)}", inner: exception);
        }
    }

    private static string Because(SocketException exception, IPEndPoint endpoint) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => string.Create(CultureInfo.InvariantCulture, $"another program listens on port {endpoint.Port}. Stop it, or choose another port, for example --urls http://localhost:{(endpoint.Port < IPEndPoint.MaxPort ? endpoint.Port + 1 : 5080)}."),
        SocketError.AccessDenied => string.Create(CultureInfo.InvariantCulture, $"this user may not listen on port {endpoint.Port}. Choose a port above 1023 with --urls."),
        SocketError.AddressNotAvailable => $"{endpoint.Address} does not belong to this machine. Choose an address of this machine with --urls.",
        _ => $"{exception.Message}. Choose another address with --urls.",
    };
}
