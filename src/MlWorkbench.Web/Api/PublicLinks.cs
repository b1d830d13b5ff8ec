using Microsoft.Extensions.Options;

namespace MlWorkbench.Web.Api;

/// <summary>Builds the links that people share. They start with <see cref="SiteOptions.PublicUrl"/>, because a request can contain any <c>Host</c>.</summary>
internal sealed class PublicLinks(IOptions<SiteOptions> options)
{
    private readonly Uri? _site = options.Value.ReadPublicUrl();

    /// <param name="path">Starts with a slash.</param>
    /// <param name="asked">The site's address from the request or the page. Used only if the setting is empty.</param>
    public string To(string path, Uri asked) => new Uri(_site ?? asked, path).AbsoluteUri;

    public string To(string path, HttpRequest request) => To(path, new Uri($"{request.Scheme}://{request.Host}"));

    /// <summary>Whether the origin is the site's own address.</summary>
    public bool IsOwn(Uri origin) => _site is not null && Uri.Compare(origin, _site, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
