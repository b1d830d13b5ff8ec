using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class ModelRegistrationTests
{
    [Fact]
    public async Task RegisterAsync_TwoRuns_CountsVersionsUpAndSharesThePackages()
    {
        await using var world = await RegistryWorld.StartAsync();

        Assert.Equal(1, await world.RegisterAsync());
        Assert.Equal(2, await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5))));

        await using var db = await world.OpenDatabaseAsync();
        Assert.All(await db.ModelVersions.Include(version => version.Run!.Artifacts).ToListAsync(RegistryWorld.Token), version => Assert.Equal(version.Run!.FindDigest(SearchProtocol.ModelFile), version.PackageDigest));
        Assert.Equal(2, await db.AuditEntries.CountAsync(entry => entry.Action == "model.registered", RegistryWorld.Token));
    }

    [Fact]
    public async Task RegisterAsync_NameInOtherCase_IsTheSameModel()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun());

        var version = await world.Workbench.Get<ModelRegistration>().RegisterAsync(world.Analyst, "CHURN", run, null, RegistryWorld.Token);

        Assert.Equal(new RegisteredVersion("churn", 2), version);
    }

    [Fact]
    public async Task RegisterAsync_SameRunAgain_IsRefusedWithItsVersion()
    {
        await using var world = await RegistryWorld.StartAsync();
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun());
        var registration = world.Workbench.Get<ModelRegistration>();
        await registration.RegisterAsync(world.Analyst, "churn", run, null, RegistryWorld.Token);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => registration.RegisterAsync(world.Analyst, "churn", run, null, RegistryWorld.Token));

        Assert.Equal("already_registered", refusal.Code);
        Assert.Contains("version 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisterAsync_NameThatCannotBeUsed_IsRefusedAndLeavesNothing()
    {
        await using var world = await RegistryWorld.StartAsync();
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun());

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Workbench.Get<ModelRegistration>().RegisterAsync(world.Analyst, "churn/../x", run, null, RegistryWorld.Token));

        Assert.Equal("model_name_invalid", refusal.Code);
        await using var db = await world.OpenDatabaseAsync();
        Assert.False(await db.RegisteredModels.AnyAsync(RegistryWorld.Token));
    }

    [Fact]
    public async Task RegisterAsync_FailedRun_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun());
        await using (var db = await world.OpenDatabaseAsync())
        {
            await db.Runs.Where(row => row.Id == run).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, RunState.Failed), RegistryWorld.Token);
        }

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Workbench.Get<ModelRegistration>().RegisterAsync(world.Analyst, "churn", run, null, RegistryWorld.Token));

        Assert.Equal("run_without_model", refusal.Code);
    }

    [Fact]
    public async Task RegisterAsync_Viewer_IsForbidden()
    {
        await using var world = await RegistryWorld.StartAsync();
        var viewer = await SamplePeople.AddAsync(world.Workbench.Services, "vic", UserRole.Viewer);
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun());

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Workbench.Get<ModelRegistration>().RegisterAsync(viewer, "churn", run, null, RegistryWorld.Token));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task SetAliasAsync_Twice_MovesTheAlias()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5)));
        var aliases = world.Workbench.Get<ModelAliases>();

        await aliases.SetAsync(world.Analyst, "churn", "weekly", 1, RegistryWorld.Token);
        await aliases.SetAsync(world.Analyst, "churn", "Weekly", 2, RegistryWorld.Token);

        var found = await world.Catalog.FindVersionAsync(world.Analyst, "churn", "weekly", RegistryWorld.Token);
        Assert.Equal(2, found.Version.Number);
        Assert.Equal(["weekly"], found.Aliases);
    }

    [Fact]
    public async Task FindVersionAsync_Lineage_NamesDataExperimentAndRun()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();

        var lineage = (await world.Catalog.FindVersionAsync(world.Analyst, "churn", "1", RegistryWorld.Token)).Lineage;

        Assert.Equal((SampleModel.Dataset, 1, 1_500L, SampleModel.Target, 2), (lineage.Dataset, lineage.DatasetVersion, lineage.DatasetRows, lineage.Target, lineage.RunNumber));
        Assert.Equal(64, lineage.PackageDigest.Length);
        Assert.Equal(64, lineage.DatasetDigest.Length);
    }
}
