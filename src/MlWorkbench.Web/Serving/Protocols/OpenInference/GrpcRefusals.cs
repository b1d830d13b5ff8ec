using System.Globalization;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Authorization;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Storage;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>Lets the token of a gRPC call enter its project, and answers refusals as gRPC statuses.</summary>
internal sealed class GrpcRefusals(ProjectEntry projects, ILogger<GrpcRefusals> logger) : Interceptor
{
    /// <summary>Metadata with the name of the project, because the path of a gRPC call is fixed.</summary>
    public const string ProjectHeader = "mlw-project";

    /// <summary>Statuses of refusals outside of the service, such as of the sign-in and the rate limit.</summary>
    public static ErrorForm Errors { get; } = new((context, problem) =>
    {
        var status = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
            StatusCodes.Status403Forbidden => StatusCode.PermissionDenied,
            StatusCodes.Status404NotFound => StatusCode.NotFound,
            StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
            StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
            StatusCodes.Status504GatewayTimeout => StatusCode.DeadlineExceeded,
            _ => StatusCode.Internal,
        };
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers.GrpcStatus = ((int)status).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.GrpcMessage = Uri.EscapeDataString(problem.Detail ?? "");
        return Task.CompletedTask;
    });

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await EnterAsync(context);
            return await continuation(request, context);
        }
        catch (Exception exception) when ((exception as WorkbenchException ?? StorageFailure.Find(exception)) is { } refusal)
        {
            throw new RpcException(new Status(StatusOf(refusal.Kind), refusal.Message), TrailersOf(refusal));
        }
        catch (Exception exception) when (exception is not (RpcException or OperationCanceledException))
        {
            logger.LogError(exception, "{Method} failed", context.Method);
            throw new RpcException(new Status(StatusCode.Internal, "The server failed unexpectedly. Its log has the cause."));
        }
    }

    /// <summary>Only tokens are taken: a browser sends its cookie with requests of any page.</summary>
    private async Task EnterAsync(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return;
        }

        if (http.User.Identity is not { IsAuthenticated: true, AuthenticationType: BearerTokenHandler.Scheme })
        {
            throw new RpcException(new Status(
                StatusCode.Unauthenticated, "The call has no valid API token. Send the metadata 'authorization: Bearer mlw_…'."));
        }

        if (context.RequestHeaders.GetValue(ProjectHeader) is { } project)
        {
            var actor = await projects.EnterAsync(http.User.ToActor(), project, context.CancellationToken);
            http.User = actor.Project.IsNone
                ? throw WorkbenchException.NotFound($"project '{project}'")
                : actor.ToPrincipal(BearerTokenHandler.Scheme, sessionId: null);
        }
    }

    /// <summary>Clients with a retry policy wait for this time.</summary>
    private static Metadata TrailersOf(WorkbenchException refusal) => refusal.RetryAfter is { } wait
        ? new Metadata { { "grpc-retry-pushback-ms", Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) } }
        : Metadata.Empty;

    private static StatusCode StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Malformed or ErrorKind.Invalid or ErrorKind.UnsupportedType => StatusCode.InvalidArgument,
        ErrorKind.Forbidden => StatusCode.PermissionDenied,
        ErrorKind.NotFound => StatusCode.NotFound,
        ErrorKind.Conflict => StatusCode.FailedPrecondition,
        ErrorKind.TooLarge or ErrorKind.TooMany or ErrorKind.StorageFull => StatusCode.ResourceExhausted,
        ErrorKind.Unavailable => StatusCode.Unavailable,
        ErrorKind.TimedOut => StatusCode.DeadlineExceeded,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
