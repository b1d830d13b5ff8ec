using System.Net;
using System.Net.Sockets;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Identifies a caller by network: an IPv4 address, or a 64-bit IPv6 network, which belongs to one household or server.</summary>
public static class AddressGroup
{
    private const int NetworkBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes));
    }
}
