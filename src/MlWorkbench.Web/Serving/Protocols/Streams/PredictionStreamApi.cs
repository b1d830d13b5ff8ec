using Microsoft.Net.Http.Headers;
using MlWorkbench.Application;
using MlWorkbench.Web.Access;

namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>Predictions in a stream: one row per line, one answer per line.</summary>
internal static class PredictionStreamApi
{
    private static readonly string[] Types = [PredictionStream.ContentType, "application/ndjson", "application/jsonl"];

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/endpoints/{name}/predict-stream", RunAsync).WithTags("Serving").WithSummary("Predict in a stream of JSON lines");

    private static Task RunAsync(string name, HttpContext context, PredictionStream stream, CancellationToken cancellationToken)
    {
        if (!BearerTokenHandler.IsBearer(context.Request))
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "token_missing", "A stream needs an API token. Send 'Authorization: Bearer mlw_…'.");
        }

        var written = context.Request.ContentType;
        if (written is not null
            && !(MediaTypeHeaderValue.TryParse(written, out var type) && Types.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            throw new WorkbenchException(ErrorKind.UnsupportedType, "content_type",
                $"The body is '{Shown.Of(written)}'. Send one JSON object per line as '{PredictionStream.ContentType}'.");
        }

        return stream.RunAsync(context, name, cancellationToken);
    }
}
