using Microsoft.AspNetCore.Authentication.Cookies;

namespace MlWorkbench.Web.Access;

/// <summary>Over https a cookie's name begins with <c>__Host-</c>: browsers take such a cookie from this very host over https only, so that neither a neighbouring host nor a plain connection can plant one. Over http browsers refuse the prefix.</summary>
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

    /// <summary>What the prefix demands.</summary>
    private static CookieOptions ForHost(HttpContext context, CookieOptions options) =>
        context.Request.IsHttps ? new CookieOptions(options) { Secure = true, Path = "/", Domain = null } : options;
}
