namespace MlWorkbench.Web.Reports;

/// <summary>A frozen report as an HTTP answer that may load and run nothing, and that no cache or search engine keeps.</summary>
internal static class ReportFile
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <param name="fileName">With a name the browser saves the file instead of showing it.</param>
    public static IResult Answer(HttpContext context, byte[] html, string? fileName = null)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex";
        return Results.File(html, "text/html; charset=utf-8", fileName);
    }
}
