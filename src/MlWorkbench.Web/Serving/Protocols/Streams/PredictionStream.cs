using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Web.Access;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>Answers rows on one connection, for as long as the caller sends them. Nothing is read before the answers to earlier lines are taken.</summary>
internal sealed class PredictionStream(
    ProtocolServer server, ProtocolJson json, ApiTokens tokens, ProjectEntry projects, IOptions<ProtocolOptions> options, IOptions<JsonOptions> jsonOptions)
{
    public const string ContentType = "application/x-ndjson";

    /// <summary>Lines of one call. More would delay the answer to the first.</summary>
    private const int MostLines = 100;

    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <exception cref="WorkbenchException">The caller may not predict, or no version answers. Nothing is answered yet.</exception>
    public async Task RunAsync(HttpContext context, string endpoint, CancellationToken cancellationToken)
    {
        var actor = context.User.ToActor();
        var served = await server.FindAsync(actor, endpoint, reference: null, cancellationToken);
        RemoveLimits(context);
        context.Response.ContentType = ContentType;
        // A caller may wait for the headers before the first line.
        await context.Response.StartAsync(cancellationToken);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        if (await AnswerAsync(context, actor.Project.Name, endpoint, served.MaximumRows, cancellationToken) is { } end)
        {
            await WriteAsync(context.Response, [new StreamedError(end.Code, end.Message, Column: null)], cancellationToken);
        }
    }

    /// <summary>Answers until the caller ends the body. Returns the reason if the server ends the stream before.</summary>
    private async Task<WorkbenchException?> AnswerAsync(HttpContext context, string project, string endpoint, int mostRows, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, server.Stopping);
        var reader = new LineReader(context.Request.Body, options.Value.StreamLineBytes);
        var scorer = new StreamScorer(server, json, endpoint, options.Value.StreamLineBytes);
        var lines = new List<StreamLine>();
        try
        {
            while (await reader.ReadAsync(lines, Math.Min(MostLines, mostRows), ended.Token))
            {
                if (await FindCallerAsync(context.Request, project, cancellationToken) is not { } caller)
                {
                    return new WorkbenchException(ErrorKind.Forbidden, "token_ended",
                        "The API token has expired or was revoked, or its owner left the project. Open the stream again with a valid token.");
                }

                await WriteAsync(context.Response, await scorer.ScoreAsync(caller, lines, cancellationToken), cancellationToken);
            }

            return null;
        }
        catch (OperationCanceledException) when (server.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ProtocolServer.StoppingRefusal();
        }
    }

    /// <summary>A stream can outlive its token, so the token is checked again for each group.</summary>
    private async Task<Actor?> FindCallerAsync(HttpRequest request, string project, CancellationToken cancellationToken) =>
        await tokens.AuthenticateAsync(BearerTokenHandler.TokenOf(request), cancellationToken) is { } account
        && await projects.EnterAsync(account, project, cancellationToken) is { Project.IsNone: false } caller
            ? caller
            : null;

    /// <summary>A stream has any length, and its caller may pause. HTTP/2 has no limit of its own for a caller who does not read.</summary>
    private static void RemoveLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate)
        {
            requestRate.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate)
        {
            responseRate.MinDataRate = null;
        }
    }

    /// <summary>Waits until the answers are taken, so that a caller who does not read is not read from either.</summary>
    private async Task WriteAsync(HttpResponse response, object[] answers, CancellationToken cancellationToken)
    {
        foreach (var answer in answers)
        {
            var line = answer is StreamedError error ? new { error } : answer;
            await JsonSerializer.SerializeAsync(response.BodyWriter, line, jsonOptions.Value.SerializerOptions, cancellationToken);
            await response.BodyWriter.WriteAsync(LineEnd, cancellationToken);
        }

        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
