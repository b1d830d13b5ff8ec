namespace MlWorkbench.Web.Api;

/// <summary>Distinguishes requests of programs from those of people.</summary>
internal static class ProgramPaths
{
    public const string Api = "/api/v1";

    /// <summary>Programs receive a status and problem+json, people a page. Paths are case-insensitive, as in routing.</summary>
    public static bool IsForPrograms(this HttpRequest request) =>
        request.Path.StartsWithSegments(Api) || request.Path.StartsWithSegments("/openapi") || request.Path.StartsWithSegments("/metrics");
}
