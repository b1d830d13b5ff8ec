using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class EndpointRoutesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RegisterAsync_VersionsOfANewModel_CreateOneEndpointThatFollowsProduction()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        await world.RegisterAsync();

        await using var db = await world.OpenDatabaseAsync();
        var endpoint = await db.ModelEndpoints.Include(row => row.Model).Include(row => row.Routes).SingleAsync(Token);
        var route = Assert.Single(endpoint.Routes);
        Assert.Equal(("churn", "churn", ProjectScope.Default.Id), (endpoint.Name, endpoint.Model!.Name, endpoint.ProjectId));
        Assert.Equal((RouteMode.Live, null, 100.0), (route.Mode, route.VersionId, route.Weight));
    }

    [Fact]
    public async Task PredictAsync_RouteThatFollowsProduction_AnswersWithTheVersionThere()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        Assert.Equal("nothing_in_production", await RefusalAsync(world));
        await world.PromoteNewAsync();

        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await PredictAsync(world)).Version);
        var listed = await ListAsync(world);
        Assert.Equal(["churn"], listed.Select(endpoint => endpoint.Model));
        Assert.Equal([2], listed.Select(endpoint => endpoint.Version!.Value));
    }

    [Fact]
    public async Task PredictAsync_ShadowRoute_DoesNotAnswer()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        await world.PromoteNewAsync();
        await using (var db = await world.OpenDatabaseAsync())
        {
            var (endpoint, first) = (await db.ModelEndpoints.SingleAsync(Token), await db.ModelVersions.SingleAsync(version => version.Number == 1, Token));
            db.EndpointRoutes.Add(new EndpointRoute { Id = Guid.CreateVersion7(), EndpointId = endpoint.Id, Mode = RouteMode.Shadow, VersionId = first.Id, SamplePercent = 100 });
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal(2, (await PredictAsync(world)).Version);
        Assert.Equal([2], (await ListAsync(world)).Select(endpoint => endpoint.Version!.Value));
    }

    [Fact]
    public async Task Database_ModelDeleted_DeletesItsEndpointAndRoutes()
    {
        await using var world = await RegistryWorld.StartAsync();
        await using var db = await world.OpenDatabaseAsync();
        var model = new RegisteredModel { Id = Guid.CreateVersion7(), ProjectId = ProjectScope.Default.Id, Name = "unused" };
        db.AddRange(model, ModelEndpoint.Of(model, model.Name, model.CreatedAt));
        await db.SaveChangesAsync(Token);

        await db.RegisteredModels.Where(row => row.Id == model.Id).ExecuteDeleteAsync(Token);

        Assert.Equal((0, 0), (await db.ModelEndpoints.CountAsync(Token), await db.EndpointRoutes.CountAsync(Token)));
    }

    private static async Task<IReadOnlyList<EndpointSummary>> ListAsync(RegistryWorld world) =>
        (await world.Workbench.Get<EndpointCatalog>().ListAsync(world.Analyst, new ListQuery(), Token)).Items;

    private static Task<PredictionAnswer> PredictAsync(RegistryWorld world) =>
        world.Workbench.Get<PredictionServer>().PredictAsync(world.Analyst, "churn", null, new PredictionRequest(JsonSerializer.Deserialize<JsonElement>("""[{"age": 30}]""")), Token);

    private static async Task<string> RefusalAsync(RegistryWorld world) => (await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world))).Code;
}
