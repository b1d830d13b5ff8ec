using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Access;

namespace MlWorkbench.Web.Tests.Projects;

/// <summary>Every operation of the API, called in another project than that of its object, by an administrator whose role limits nothing.</summary>
public sealed class ProjectIsolationTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string Root = "/api/v1";
    private const string Elsewhere = "elsewhere";

    /// <summary>Changes that need no object of a project, or create their object.</summary>
    private static readonly string[] WithoutAnObject =
    [
        "POST /datasets/{name}/versions",
        "POST /recipes",
        "POST /sample",
        "POST /backups",
        "POST /backups/{name}/verify",
        "POST /projects",
        "PATCH /projects/{project}",
        "PUT /projects/{project}/members/{userId:guid}",
        "DELETE /projects/{project}/members/{userId:guid}",
        "POST /users",
        "PATCH /users/{id:guid}",
        "POST /users/{id:guid}/invite",
        "POST /tokens (the caller's own)",
        "POST /tokens (another person's)",
        "DELETE /tokens/{id:guid} (the caller's own)",
        "DELETE /tokens/{id:guid} (another person's)",
    ];

    /// <summary>Reads of the workbench, which belong to no project.</summary>
    private static readonly string[] OfTheWorkbench =
    [
        "/me",
        "/me/limits",
        "/antiforgery",
        "/users",
        "/tokens",
        "/backups",
        "/audit/content",
        "/audit/head",
        "/audit/verification",
        "/projects",
        "/projects/{project}",
        "/projects/{project}/members",
        "/projects/{project}/members/{userId:guid}",
    ];

    /// <summary>Lists: in another project, they do not contain the objects.</summary>
    private static readonly string[] Lists = ["/datasets", "/recipes", "/experiments", "/models", "/endpoints", "/transition-requests", "/reports", "/batch-predictions", "/jobs", "/audit"];

    public static TheoryData<string> Changes => [.. Access.Changes.All.Where(change => !WithoutAnObject.Contains(change.Title)).Select(change => change.Title)];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_OfAnObjectInAnotherProject_FindsNothing(string title)
    {
        await CreateElsewhereAsync();
        var change = Access.Changes.All.Single(candidate => candidate.Title == title);
        var call = await change.Arrange(world, world.Other);
        var before = await CountChangesAsync();

        using var answer = await ChangeAccessTests.SendAsync(world.Server.Admin, change, call with { Path = $"projects/{Elsewhere}/{call.Path}" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_found", (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString());
        Assert.Equal(before, await CountChangesAsync());
    }

    [Fact]
    public async Task EveryReadOfTheApi_InAnotherProject_FindsNothing()
    {
        await CreateElsewhereAsync();
        var paths = await PathsAsync();
        var failures = new List<string>();

        foreach (var route in ReadRoutes())
        {
            if (Lists.Contains(route))
            {
                Assert.NotEqual(0, await TotalAsync($"{Root}{route}"));
                var total = await TotalAsync($"{Root}/projects/{Elsewhere}{route}");
                // The project's own creation is the only entry of its audit trail.
                if (total != (route == "/audit" ? 1 : 0))
                {
                    failures.Add($"{route}: {total} items");
                }

                continue;
            }

            // A route without an entry fails here: add the address of an object in the default project.
            var path = paths[route];
            using var at = await world.Server.Admin.GetAsync($"{Root}{path}", Now);
            using var elsewhere = await world.Server.Admin.GetAsync($"{Root}/projects/{Elsewhere}{path}", Now);
            if (!at.IsSuccessStatusCode || elsewhere.StatusCode != HttpStatusCode.NotFound)
            {
                failures.Add($"{path}: {(int)at.StatusCode} in its project, {(int)elsewhere.StatusCode} elsewhere");
            }
        }

        Assert.Empty(failures);
    }

    private async Task CreateElsewhereAsync()
    {
        try
        {
            await world.Get<ProjectEditor>().CreateAsync(world.Other, Elsewhere, null, Now);
        }
        catch (WorkbenchException refusal) when (refusal.Code == "name_taken")
        {
            // An earlier test of this class created it.
        }
    }

    /// <summary>Addresses of objects in the default project, by route.</summary>
    private async Task<IReadOnlyDictionary<string, string>> PathsAsync()
    {
        var (data, recipe, run) = (AccessWorld.Data, await world.RecipeAsync(world.Other), world.JudgedRun);
        var (experiment, _) = await world.ExperimentAsync(world.Other, queued: false);
        var two = await world.DatasetAsync(world.Other, versions: 2);
        var request = await world.RequestAsync(world.Other);
        var report = await world.ReportAsync(world.Other);
        var batch = await world.ScoredAsync(world.Other);
        var model = (await world.Get<TransitionRequestCatalog>().FindAsync(world.Other, request, Now)).Request.Model;
        var production = await world.ProductionAsync();
        var packaged = await world.RunAsync();
        await world.Server.Admin.PostAsJsonAsync($"{Root}/models/{model}/drift-checks", new { dataset = data }, Now);
        return new Dictionary<string, string>
        {
            ["/datasets/{name}"] = $"/datasets/{data}",
            ["/datasets/{name}/versions/{version:int}"] = $"/datasets/{data}/versions/1",
            ["/datasets/{name}/versions/{version:int}/profile"] = $"/datasets/{data}/versions/1/profile",
            ["/datasets/{name}/versions/{version:int}/rows"] = $"/datasets/{data}/versions/1/rows",
            ["/datasets/{name}/versions/{version:int}/content"] = $"/datasets/{data}/versions/1/content",
            ["/datasets/{name}/versions/{version:int}/lineage"] = $"/datasets/{data}/versions/1/lineage",
            ["/datasets/{name}/versions/{version:int}/quality"] = $"/datasets/{data}/versions/1/quality",
            ["/datasets/{name}/versions/{version:int}/target-rates"] = $"/datasets/{data}/versions/1/target-rates?target=churned",
            ["/datasets/{name}/versions/{version:int}/associations"] = $"/datasets/{data}/versions/1/associations",
            ["/datasets/{name}/compare"] = $"/datasets/{two}/compare?from=1&to=2",
            ["/recipes/{name}"] = $"/recipes/{recipe}",
            ["/recipes/{name}/versions/{version:int}"] = $"/recipes/{recipe}/versions/1",
            ["/experiments/{id:guid}"] = $"/experiments/{experiment}",
            ["/runs/{id:guid}"] = $"/runs/{run}",
            ["/runs/{id:guid}/segments"] = $"/runs/{run}/segments",
            ["/runs/{id:guid}/explanations"] = $"/runs/{packaged}/explanations?row=1",
            ["/runs/{id:guid}/model"] = $"/runs/{packaged}/model",
            ["/runs/compare"] = $"/runs/compare?ids={string.Join(',', await RunsBesideAsync(run))}",
            ["/models/{name}"] = $"/models/{model}",
            ["/models/{name}/versions"] = $"/models/{model}/versions",
            ["/models/{name}/versions/{version}"] = $"/models/{model}/versions/1",
            ["/models/{name}/versions/{version}/signature"] = $"/models/{model}/versions/1/signature",
            ["/models/{name}/history"] = $"/models/{model}/history",
            ["/models/{name}/drift"] = $"/models/{model}/drift",
            ["/models/{name}/ping"] = $"/models/{production}/ping",
            ["/models/{name}/health"] = $"/models/{production}/health",
            ["/models/{name}/version"] = $"/models/{production}/version",
            ["/models/{name}/batch-schedules"] = $"/models/{model}/batch-schedules",
            ["/models/{name}/batch-schedules/{id:guid}"] = $"/{await world.ScheduleAsync(world.Other)}",
            ["/batch-predictions/{id:guid}"] = $"/batch-predictions/{batch}",
            ["/batch-predictions/{id:guid}/content"] = $"/batch-predictions/{batch}/content",
            ["/endpoints/{name}"] = $"/endpoints/{model}",
            ["/endpoints/{name}/humility-rules"] = $"/endpoints/{model}/humility-rules",
            ["/endpoints/{name}/traffic"] = $"/endpoints/{model}/traffic",
            ["/endpoints/{name}/predictions"] = $"/endpoints/{model}/predictions",
            ["/endpoints/{name}/predictions/{id:guid}/why"] = $"/endpoints/{production}/predictions/{await LogAsync(production)}/why",
            ["/endpoints/{name}/shadows/{version:int}"] = $"/endpoints/{await world.ShadowedAsync()}/shadows/1",
            ["/endpoints/{name}/rollouts/{id:guid}"] = $"/{await world.RolloutAsync()}",
            ["/endpoints/{name}/ping"] = $"/endpoints/{production}/ping",
            ["/endpoints/{name}/health"] = $"/endpoints/{production}/health",
            ["/endpoints/{name}/version"] = $"/endpoints/{production}/version",
            ["/transition-requests/{id:guid}"] = $"/transition-requests/{request}",
            ["/reports/{id:guid}/content"] = $"/reports/{report}/content",
        };
    }

    /// <summary>Logs a prediction, and returns its id.</summary>
    private async Task<string> LogAsync(string endpoint)
    {
        using var answer = await world.Server.Admin.PostAsJsonAsync($"{Root}/endpoints/{endpoint}/predict", new { rows = new[] { new { age = 30 } } }, Now);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("predictions")[0].GetProperty("id").GetString()!;
        await Until.TrueAsync(
            async () => (await world.Server.Admin.GetFromJsonAsync<JsonElement>($"{Root}/endpoints/{endpoint}/predictions", Now)).GetProperty("items").EnumerateArray()
                .Any(logged => logged.GetProperty("id").GetString() == id),
            Now);
        return id;
    }

    /// <summary>The runs of the run's experiment.</summary>
    private async Task<IEnumerable<Guid>> RunsBesideAsync(Guid run)
    {
        var details = await world.Get<RunCatalog>().GetAsync(world.Other, run, Now);
        return (await world.Get<ExperimentCatalog>().GetAsync(world.Other, details.ExperimentId, Now)).Runs.Select(other => other.Id);
    }

    private IEnumerable<string> ReadRoutes() =>
        world.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(Root + "/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => endpoint.RoutePattern.RawText![Root.Length..].TrimEnd('/'))
            .Except(OfTheWorkbench);

    private async Task<int> TotalAsync(string path) =>
        (await world.Server.Admin.GetFromJsonAsync<JsonElement>(path, Now)).GetProperty("total").GetInt32();

    private Task<int> CountChangesAsync() => TotalAsync($"{Root}/audit?limit=1");
}
