using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>Runs the table <see cref="Changes"/>: every change by every role, and by tokens of every single scope, of the exact scopes needed, and of too
/// few.</summary>
public sealed class ChangeAccessTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string Root = "/api/v1";

    public static TheoryData<string> Titles => [.. Changes.All.Select(change => change.Title)];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryChangingRoute_OfTheApi_IsInTheTable()
    {
        var routes = world.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(Root + "/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(method => method is not "GET" and not "HEAD").Select(method => $"{method} {endpoint.RoutePattern.RawText![Root.Length..].TrimEnd('/')}"));

        Assert.Equal(routes.Order(StringComparer.Ordinal), Changes.All.Select(change => change.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Change_ByEveryRoleAndScope_IsAllowedAsTheTableSays(string title)
    {
        var change = Changes.All.Single(candidate => candidate.Title == title);
        var calls = new Dictionary<Guid, Call>();
        var failures = new List<string>();
        foreach (var caller in await CallersAsync(change))
        {
            // An object that a refusal left unchanged serves the next caller too.
            if (!calls.TryGetValue(caller.Account.UserId, out var call))
            {
                calls[caller.Account.UserId] = call = await change.Arrange(world, caller.Account);
            }

            var before = await CountChangesAsync(caller);
            using var answer = await SendAsync(caller.Client, change, call);
            if (caller.IsAllowed(change))
            {
                calls.Remove(caller.Account.UserId);
                if (!await IsGrantedAsync(change, answer))
                {
                    failures.Add($"{caller.Title} may, and got {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Now)}");
                }
                else if (change.Settle is { } settle)
                {
                    await settle(world, answer);
                }
            }
            else if (answer.StatusCode != (caller.Scopes is null ? change.Refusal : HttpStatusCode.Forbidden) || await CountChangesAsync(caller) != before)
            {
                failures.Add($"{caller.Title} may not, and got {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Now)}");
            }
        }

        Assert.Empty(failures);
    }

    private async Task<IReadOnlyList<Caller>> CallersAsync(Change change)
    {
        var callers = new List<Caller>(world.ByRole);
        foreach (var permission in Enum.GetValues<Permission>())
        {
            callers.Add(await world.WithScopesAsync([permission]));
        }

        foreach (var scopes in change.Scopes)
        {
            callers.Add(await world.WithScopesAsync(scopes));
        }

        // Lacks one permission of each set, and has all others.
        foreach (var permission in change.Scopes.SelectMany(scopes => scopes).Distinct())
        {
            callers.Add(await world.WithScopesAsync(Enum.GetValues<Permission>().Except([permission])));
        }

        return [.. callers.Distinct()];
    }

    /// <summary>Whether the change succeeded or, without the database file that it needs, was refused for this reason alone.</summary>
    private static async Task<bool> IsGrantedAsync(Change change, HttpResponseMessage answer) => change.NeedsFile && TestDatabase.IsPostgres
        ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString() == "backup_by_server"
        : answer.IsSuccessStatusCode;

    /// <summary>Number of the caller's audit entries, because every change writes one.</summary>
    private async Task<int> CountChangesAsync(Caller caller) =>
        (await world.Server.Admin.GetFromJsonAsync<JsonElement>($"{Root}/audit?actor={Uri.EscapeDataString(caller.Account.Name)}&limit=1", Now)).GetProperty("total").GetInt32();

    internal static async Task<HttpResponseMessage> SendAsync(HttpClient client, Change change, Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(change.Operation.Split(' ')[0]), $"{Root}/{call.Path}");
        request.Content = call.Body switch
        {
            null => null,
            string csv => new StringContent(csv, Encoding.UTF8, "text/csv"),
            var body => JsonContent.Create(body),
        };
        return await client.SendAsync(request, Now);
    }
}
