using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Serving.Protocols.MlflowScoring;

/// <summary>The scoring protocol of MLflow, at the address of each model and endpoint.</summary>
internal static class MlflowScoringApi
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    private static readonly ErrorForm Errors = new(WriteErrorAsync);

    public static void Map(RouteGroupBuilder api)
    {
        foreach (var (group, tag) in new[] { ("/models/{name}", "Predictions"), ("/endpoints/{name}", "Serving") })
        {
            var scoring = api.MapGroup(group).WithTags(tag).WithMetadata(Errors);
            scoring.MapPost("/invocations", InvokeAsync).WithSummary("Predict in the form of MLflow's scoring servers");
            scoring.MapGet("/ping", PingAsync).WithSummary("Check that a version in Production is loaded");
            scoring.MapGet("/health", PingAsync).WithSummary("Check that a version in Production is loaded");
            scoring.MapGet("/version", VersionAsync).WithSummary("Read the version of the server");
        }
    }

    private static async Task<IResult> InvokeAsync(
        string name, HttpContext context, ProtocolServer server, ProtocolJson json, CancellationToken cancellationToken)
    {
        var actor = context.User.ToActor();
        var served = await server.FindAsync(actor, name, reference: null, cancellationToken);
        var type = ReadType(context.Request.ContentType);
        var body = await ProtocolBody.ReadAsync(context.Request, cancellationToken);
        var rows = type == Csv
            ? CsvRows.Read(body, served.Signature, served.MaximumRows)
            : new ScoringInput(served.Signature, served.MaximumRows).Read(json.Read(PythonJson.Normalise(body).Span));
        var answer = await server.PredictAsync(actor, name, reference: null, rows, cancellationToken);
        return Results.Json(new { predictions = answer.Predictions.Select(PredictionOf) });
    }

    private static async Task<IResult> PingAsync(string name, HttpContext context, ProtocolServer server, CancellationToken cancellationToken)
    {
        await FindLoadedAsync(name, context, server, cancellationToken);
        return Results.Text("\n", Json);
    }

    private static async Task<IResult> VersionAsync(string name, HttpContext context, ProtocolServer server, CancellationToken cancellationToken)
    {
        await FindLoadedAsync(name, context, server, cancellationToken);
        return Results.Text(ProductVersion.Current);
    }

    /// <summary>MLflow's probes know only 200 and 404.</summary>
    private static async Task FindLoadedAsync(string name, HttpContext context, ProtocolServer server, CancellationToken cancellationToken)
    {
        try
        {
            await server.FindAsync(context.User.ToActor(), name, reference: null, cancellationToken);
        }
        catch (WorkbenchException refusal) when (refusal.Kind == ErrorKind.Conflict)
        {
            throw new WorkbenchException(ErrorKind.NotFound, refusal.Code, refusal.Message);
        }
    }

    /// <summary>The predicted class, or the number. JSON has no spelling for a number that is not finite.</summary>
    private static object? PredictionOf(Prediction prediction) =>
        prediction.Label ?? (double.IsFinite(prediction.Score) ? prediction.Score : (object?)null);

    private static string ReadType(string? written)
    {
        if (MediaTypeHeaderValue.TryParse(written, out var type) && type.Parameters.All(IsUtf8))
        {
            if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            {
                return Json;
            }

            if (type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            {
                return Csv;
            }
        }

        throw new WorkbenchException(ErrorKind.UnsupportedType, "content_type",
            $"This predictor only supports the following content types: {Csv} and {Json}, with no parameter other than 'charset=utf-8'. "
            + $"Got '{Shown.Of(written ?? "")}'.");
    }

    private static bool IsUtf8(NameValueHeaderValue parameter) =>
        parameter.Name == "charset" && parameter.Value.ToString().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Task WriteErrorAsync(HttpContext context, ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (status == StatusCodes.Status415UnsupportedMediaType)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(problem.Detail ?? "");
        }

        context.Response.StatusCode = status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : status;
        return context.Response.WriteAsJsonAsync(new
        {
            error_code = status switch
            {
                StatusCodes.Status400BadRequest => "BAD_REQUEST",
                StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
                StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
                StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
                StatusCodes.Status409Conflict => "RESOURCE_CONFLICT",
                StatusCodes.Status413PayloadTooLarge or StatusCodes.Status422UnprocessableEntity => "INVALID_PARAMETER_VALUE",
                StatusCodes.Status429TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
                StatusCodes.Status504GatewayTimeout => "DEADLINE_EXCEEDED",
                StatusCodes.Status503ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
                StatusCodes.Status507InsufficientStorage => "RESOURCE_EXHAUSTED",
                _ => "INTERNAL_ERROR",
            },
            message = problem.Detail,
            // The stable code of this server, which MLflow's clients ignore.
            code = problem.Extensions.TryGetValue("code", out var code) ? code : null,
        });
    }
}
