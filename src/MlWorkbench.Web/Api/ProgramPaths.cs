namespace MlWorkbench.Web.Api;

/// <summary>Tells requests of programs from those of people.</summary>
internal static class ProgramPaths
{
    /// <summary>Programs get a status and problem+json, people a page. Letter case does not matter, as in routing.</summary>
    public static bool IsForPrograms(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api/v1") || request.Path.StartsWithSegments("/openapi");
}
