using Microsoft.Extensions.Options;

namespace MlWorkbench.Web.Api;

/// <summary>Makes the links that people send to each other. They begin with <see cref="SiteOptions.PublicUrl"/>, because anybody can write any <c>Host</c> into a request.</summary>
internal sealed class PublicLinks(IOptions<SiteOptions> options)
{
    private readonly Uri? _site = options.Value.ReadPublicUrl();

    /// <param name="path">Begins with a slash.</param>
    /// <param name="asked">Address of the site as the request or the page names it; counts only without the setting.</param>
    public string To(string path, Uri asked) => new Uri(_site ?? asked, path).AbsoluteUri;

    public string To(string path, HttpRequest request) => To(path, new Uri($"{request.Scheme}://{request.Host}"));

    /// <summary>Whether the origin is the one that people open.</summary>
    public bool IsOwn(Uri origin) => _site is not null && Uri.Compare(origin, _site, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
