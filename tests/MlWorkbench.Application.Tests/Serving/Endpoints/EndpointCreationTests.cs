using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving.Endpoints;

public sealed class EndpointCreationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_SecondEndpointOfAModel_AnswersFromProduction()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        await Creation(world).CreateAsync(world.Workbench.Admin, "branches", "churn", Token);

        var answer = await world.PredictAsync(endpoint: "branches");
        Assert.Equal(("churn", 1), (answer.Model, answer.Version));
        var listed = (await world.Workbench.Get<EndpointCatalog>().ListAsync(world.Analyst, new ListQuery(), Token)).Items;
        Assert.Equal([("branches", "churn"), ("churn", "churn")], listed.Select(endpoint => (endpoint.Name, endpoint.Model)));
    }

    [Theory]
    [InlineData("churn", "churn", "name_taken")]
    [InlineData("CHURN", "churn", "name_taken")]
    [InlineData("", "churn", "endpoint_name_invalid")]
    [InlineData("a/b", "churn", "endpoint_name_invalid")]
    [InlineData("branches", "nothing", "not_found")]
    [InlineData("branches", null, "not_found")]
    public async Task CreateAsync_Unusable_IsRefused(string name, string? model, string code)
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();

        Assert.Equal(code, (await Assert.ThrowsAsync<WorkbenchException>(() => Creation(world).CreateAsync(world.Workbench.Admin, name, model, Token))).Code);
        Assert.Equal("forbidden", (await Assert.ThrowsAsync<WorkbenchException>(() => Creation(world).CreateAsync(world.Analyst, "branches", "churn", Token))).Code);
    }

    [Fact]
    public async Task PredictAsync_KeysOfRows_AreLoggedAndChecked()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);

        await world.PredictAsync("""[{"age": 30}, {"age": null}]""", ["anna", null]);
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);

        var log = world.Workbench.Get<PredictionLogCatalog>();
        var anna = Assert.Single((await log.ListAsync(world.Analyst, "churn", new PredictionFilter(EntityId: "anna"), new ListQuery(), Token)).Items);
        Assert.NotNull(anna.Route);
        var all = (await log.ListAsync(world.Analyst, "churn", new PredictionFilter(HasWarnings: true), new ListQuery(), Token)).Items;
        Assert.Contains("missingValue", Assert.Single(all, prediction => prediction.EntityId is null).Warnings);
        Assert.Equal("keys_count", (await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync(entities: ["a", "b"]))).Code);
        Assert.Equal("key_invalid", (await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync(entities: [new string('x', 201)]))).Code);
    }

    private static EndpointCreation Creation(RegistryWorld world) => world.Workbench.Get<EndpointCreation>();
}
