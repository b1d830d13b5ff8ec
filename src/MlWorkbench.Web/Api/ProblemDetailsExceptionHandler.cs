using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MlWorkbench.Application;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Web.Api;

/// <summary>Maps exceptions to RFC 9457 problem+json, in one place.</summary>
internal sealed class ProblemDetailsExceptionHandler(IProblemDetailsService problems, ILogger<ProblemDetailsExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (StorageFailure.Find(exception) is { } refused)
        {
            logger.LogWarning(exception, "The database refused {Method} {Path}", httpContext.Request.Method, httpContext.Request.Path);
            exception = refused;
        }

        var problem = ToProblem(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        }

        if (exception is WorkbenchException { RetryAfter: { } wait })
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        if (httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<ErrorForm>() is { } form)
        {
            await form.WriteAsync(httpContext, problem);
            return true;
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private static ProblemDetails ToProblem(Exception exception) => exception switch
    {
        WorkbenchException refusal => Problem(StatusOf(refusal.Kind), refusal.Code, refusal.Message, refusal.Row, refusal.Column),
        EngineException unusable => Problem(StatusCodes.Status422UnprocessableEntity, unusable.Code, unusable.Message, unusable.Row, unusable.Column),
        BadHttpRequestException { InnerException: JsonException json } => Problem(StatusCodes.Status400BadRequest, "json_invalid", $"The body is not the JSON that was expected: {JsonRefusal.Describe(json)}", column: JsonRefusal.FindUnknownField(json)),
        BadHttpRequestException bad => Problem(bad.StatusCode, "request_invalid", RequestRefusal.Describe(bad)),
        _ => Problem(StatusCodes.Status500InternalServerError, "unexpected", "The server failed unexpectedly. Its log has the cause under this trace id."),
    };

    private static ProblemDetails Problem(int status, string code, string detail, long? row = null, string? column = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Type = $"urn:mlworkbench:{code}" };
        problem.Extensions["code"] = code;
        if (row is not null)
        {
            problem.Extensions["row"] = row;
        }

        if (column is not null)
        {
            problem.Extensions["column"] = column;
        }

        return problem;
    }

    internal static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Malformed => StatusCodes.Status400BadRequest,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.TimedOut => StatusCodes.Status504GatewayTimeout,
        ErrorKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
