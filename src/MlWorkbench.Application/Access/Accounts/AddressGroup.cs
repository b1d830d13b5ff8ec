using System.Net;
using System.Net.Sockets;

namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>Names whoever counts as one caller: an IPv4 address, or an IPv6 network of 64 bits, which one household or server has whole.</summary>
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
