using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class RunRegistrationsTests
{
    [Fact]
    public async Task GetAsync_RunOfAModelInProduction_ListsItsVersionAndComparesIt()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Auc: 0.90));
        var run = await PlantAsync(world, new SampleRun(Auc: 0.70));
        await world.Workbench.Get<ModelRegistration>().RegisterAsync(world.Analyst, RegistryWorld.Model, run, null, RegistryWorld.Token);

        var found = await world.Workbench.Get<RunRegistrations>().GetAsync(world.Analyst, run, RegistryWorld.Token);

        Assert.Equal(new RegisteredFromRun(RegistryWorld.Model, 2, Stage.None), Assert.Single(found.Versions));
        var production = Assert.Single(found.AgainstProduction);
        Assert.Equal((RegistryWorld.Model, 1, ComparisonOutcome.Worse, false), (production.Model, production.Version, production.Outcome, production.Paired));
    }

    [Fact]
    public async Task GetAsync_RunThatWasNotRegistered_HasNothing()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var found = await world.Workbench.Get<RunRegistrations>().GetAsync(world.Analyst, await PlantAsync(world, new SampleRun()), RegistryWorld.Token);

        Assert.Empty(found.Versions);
        Assert.Empty(found.AgainstProduction);
    }

    private static Task<Guid> PlantAsync(RegistryWorld world, SampleRun run) => new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, run);
}
