namespace MlWorkbench.Web.Api;

/// <summary>Distinguishes requests of programs from those of people.</summary>
internal static class ProgramPaths
{
    public const string Api = "/api/v1";

    /// <summary>The Open Inference Protocol, whose clients expect it at the root of a server.</summary>
    public const string OpenInference = "/v2";

    /// <summary>The same protocol over gRPC.</summary>
    public const string OpenInferenceGrpc = "/inference.GRPCInferenceService";

    /// <summary>Programs receive a status and an error in the form of their protocol, people a page. Paths are case-insensitive, as in routing.</summary>
    public static bool IsForPrograms(this HttpRequest request) =>
        request.Path.StartsWithSegments(Api) || request.Path.StartsWithSegments("/openapi") || request.Path.StartsWithSegments("/metrics")
        || request.Path.StartsWithSegments(OpenInference) || request.Path.StartsWithSegments(OpenInferenceGrpc);
}
