namespace MlWorkbench.Web.Reports;

/// <summary>Returns a frozen report as an HTTP answer. The report can neither load nor run anything, and caches and search engines do not store it.</summary>
internal static class ReportFile
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <param name="fileName">If given, the browser saves the file under this name instead of showing it.</param>
    public static IResult Answer(HttpContext context, byte[] html, string? fileName = null)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex";
        return Results.File(html, "text/html; charset=utf-8", fileName);
    }
}
