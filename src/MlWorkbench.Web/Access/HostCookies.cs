using Microsoft.AspNetCore.Authentication.Cookies;

namespace MlWorkbench.Web.Access;

/// <summary>Prefixes cookie names with <c>__Host-</c> over https.
/// Browsers accept such a cookie from this host over https only, so another host or a plain connection cannot set it.
/// Over http, browsers refuse the prefix.</summary>
internal sealed class HostCookies : ICookieManager
{
    private const string Prefix = "__Host-";

    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, ForHost(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameFor(context, key), ForHost(context, options));

    private static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? Prefix + key : key;

    /// <summary>Options that the prefix requires.</summary>
    private static CookieOptions ForHost(HttpContext context, CookieOptions options) =>
        context.Request.IsHttps ? new CookieOptions(options) { Secure = true, Path = "/", Domain = null } : options;
}
