using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>Every route of the site requires an account unless listed, so that a new route cannot be forgotten.</summary>
public sealed class EndpointAccessTests
{
    /// <summary>Routes that answer without an account.</summary>
    private static readonly string[] Open =
    [
        "/sign-in",
        "/setup",
        "/invite",
        "/share/{token}",
        "/health/live",
        "/health/ready",
        "/v2/health/live",
        "/v2/health/ready",
        "/inference.GRPCInferenceService/ServerLive",
        "/inference.GRPCInferenceService/ServerReady",
        "/api/scalar.js",
        "/api/scalar.aspnetcore.js",
        "/api/favicon.svg",
    ];

    [Fact]
    public async Task EveryEndpoint_WithoutAnAccount_IsClosedUnlessListed()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var anonymous = server.CreateClient();
        var failures = new List<string>();
        var closed = 0;

        foreach (var endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Open.Contains("/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            {
                continue;
            }

            foreach (var method in MethodsOf(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), UrlOf(endpoint.RoutePattern));
                using var answer = await anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                closed++;
                if (!IsClosed(answer))
                {
                    failures.Add($"{method} {endpoint.RoutePattern.RawText}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(failures);
        Assert.InRange(closed, 60, 1_000);
    }

    [Fact]
    public async Task EveryApiOperation_WithNothingInTheBody_SaysWhatIsWrong()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var answers = await CallEverythingAsync(server, server.Admin);

        Assert.DoesNotContain(answers, answer => answer.Status is HttpStatusCode.InternalServerError or HttpStatusCode.Unauthorized);
    }

    private static async Task<List<(string Method, string Route, HttpStatusCode Status)>> CallEverythingAsync(WorkbenchServer server, HttpClient client)
    {
        var answers = new List<(string Method, string Route, HttpStatusCode Status)>();
        foreach (var endpoint in ApiEndpoints(server).Where(endpoint => endpoint.RoutePattern.RawText != "/api/v1/sample"))
        {
            foreach (var method in MethodsOf(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), UrlOf(endpoint.RoutePattern)) { Content = method == "GET" ? null : JsonContent.Create(new { }) };
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                answers.Add((method, endpoint.RoutePattern.RawText!, answer.StatusCode));
            }
        }

        Assert.True(answers.Count > 30);
        return answers;
    }

    private static IEnumerable<RouteEndpoint> ApiEndpoints(WorkbenchServer server) =>
        server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods } ? methods : ["GET", "POST"];

    /// <summary>A gRPC call is refused with the status 16, <c>UNAUTHENTICATED</c>, in a header.</summary>
    private static bool IsClosed(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Unauthorized
        || (answer.Headers.TryGetValues("grpc-status", out var status) && status.Single() == "16")
        || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in?returnUrl=", StringComparison.Ordinal));

    private static string UrlOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartOf))));

    private static string PartOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") => Guid.Empty.ToString(),
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "int") => "1",
        _ => "nothing",
    };
}
