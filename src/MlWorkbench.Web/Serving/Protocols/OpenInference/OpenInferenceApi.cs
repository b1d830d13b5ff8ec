using System.Globalization;
using MlWorkbench.Application;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>The REST flavour of the Open Inference Protocol, version 2.</summary>
internal static class OpenInferenceApi
{
    private const string JsonLength = "Inference-Header-Content-Length";

    /// <summary>The protocol has no status 422: content that is not valid answers 400.</summary>
    private static readonly ErrorForm Errors = new((context, problem) =>
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        context.Response.StatusCode = status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : status;
        return context.Response.WriteAsJsonAsync(new { error = problem.Detail });
    });

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup(ProgramPaths.OpenInference).RequireAuthorization().WithMetadata(Errors).AddEndpointFilter<AntiforgeryForCookies>();
        api.MapGet("", () => new { name = InferenceServer.Name, version = ProductVersion.Current, extensions = InferenceServer.Extensions });
        api.MapGet("/health/live", () => new { live = true }).AllowAnonymous();
        api.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        foreach (var model in new[] { "/models/{model}", "/models/{model}/versions/{version}" })
        {
            api.MapGet(model, DescribeAsync);
            api.MapGet($"{model}/ready", ModelReadyAsync);
            api.MapPost($"{model}/infer", InferAsync);
        }

        api.MapFallback("{**path}", (HttpContext context) => throw WorkbenchException.NotFound($"operation {context.Request.Method} {context.Request.Path}"));
    }

    private static async Task<IResult> ReadyAsync(InferenceServer server, CancellationToken cancellationToken)
    {
        var ready = await server.IsReadyAsync(cancellationToken);
        return Results.Json(new { ready }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<object> DescribeAsync(HttpContext context, string model, InferenceServer server, CancellationToken cancellationToken)
    {
        var served = await server.FindAsync(context.User.ToActor(), model, VersionOf(context), cancellationToken);
        return new
        {
            name = served.Model,
            versions = new[] { served.Version.ToString(CultureInfo.InvariantCulture) },
            platform = InferenceServer.Platform,
            inputs = TensorMetadata.InputsOf(served.Signature),
            outputs = TensorMetadata.OutputsOf(served.Signature),
            properties = TensorMetadata.PropertiesOf(served.Signature),
        };
    }

    private static async Task<object> ModelReadyAsync(HttpContext context, string model, InferenceServer server, CancellationToken cancellationToken)
    {
        await server.FindAsync(context.User.ToActor(), model, VersionOf(context), cancellationToken);
        return new { name = model, ready = true };
    }

    private static async Task<InferenceAnswer> InferAsync(
        HttpContext context, string model, InferenceServer server, ProtocolJson json, CancellationToken cancellationToken)
    {
        var (actor, version) = (context.User.ToActor(), VersionOf(context));
        // Refuses a caller without the right before the body is read.
        await server.FindAsync(actor, model, version, cancellationToken);
        var request = InferenceRequest.Read(await ProtocolBody.ReadAsync(context.Request, cancellationToken), ReadJsonLength(context.Request), json);
        var (answering, outputs) = await server.InferAsync(actor, model, version, request.Inputs, request.Outputs, cancellationToken);
        return new InferenceAnswer(model, answering, request.Id, outputs);
    }

    /// <summary>Null in an address without a version.</summary>
    private static string? VersionOf(HttpContext context) => context.GetRouteValue("version") as string;

    private static long? ReadJsonLength(HttpRequest request)
    {
        var written = request.Headers[JsonLength].ToString();
        return written.Length == 0 ? null
            : long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
            : throw new WorkbenchException(ErrorKind.Malformed, "header_invalid", $"{JsonLength} is '{Shown.Of(written)}', which is not a length in bytes.");
    }
}
