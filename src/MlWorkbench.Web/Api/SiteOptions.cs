using System.Net;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Api;

/// <summary>Public address and proxies of the site: configuration section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>The public address, for example <c>https://workbench.example.org</c>. Links in invitations and reports start with it.
    /// If empty, the request's address is used.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Addresses and networks of trusted reverse proxies, separated by commas.
    /// Only their <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are used.</summary>
    public string KnownProxies { get; set; } = "";

    /// <exception cref="WorkbenchException">The setting is not the address of a site.</exception>
    internal Uri? ReadPublicUrl()
    {
        if (PublicUrl.Length == 0)
        {
            return null;
        }

        return Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/" && url.UserInfo.Length == 0
            ? url
            : throw WorkbenchException.Invalid(
                "setting_invalid",
                $"Site:PublicUrl is '{PublicUrl}'. Set it to the address of the site without a path, for example https://workbench.example.org.");
    }

    /// <exception cref="WorkbenchException">An entry is neither an address nor a network.</exception>
    internal IReadOnlyList<IPNetwork> ReadKnownProxies() =>
        [.. KnownProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadNetwork)];

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw WorkbenchException.Invalid(
                "setting_invalid",
                $"Site:KnownProxies contains '{text}'. List addresses or networks, separated by commas, for example 10.0.0.5, 10.1.0.0/16.");
    }
}
