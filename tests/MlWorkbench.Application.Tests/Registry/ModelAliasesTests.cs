using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class ModelAliasesTests
{
    private const string Model = RegistryWorld.Model;

    private static CancellationToken Token => RegistryWorld.Token;

    [Fact]
    public async Task FindAsync_ModelWithAliases_NamesTheirVersions()
    {
        await using var world = await WithTwoVersionsAsync();
        await world.Aliases.SetAsync(world.Analyst, Model, "weekly", 2, Token);
        await world.Aliases.SetAsync(world.Analyst, Model, "first", 1, Token);

        var model = await world.Catalog.FindAsync(world.Analyst, Model, Token);

        Assert.Equal(new Dictionary<string, int> { ["champion"] = 1, ["first"] = 1, ["weekly"] = 2 }, model.Aliases);
        Assert.Equal(["champion"], model.ProtectedAliases);
    }

    [Fact]
    public async Task SetAsync_ProtectedAlias_IsRefusedToEverybody()
    {
        await using var world = await WithTwoVersionsAsync();

        foreach (var actor in new[] { world.Analyst, world.Approver, world.Workbench.Admin })
        {
            Assert.Equal("alias_protected", await RefusalAsync(() => world.Aliases.SetAsync(actor, Model, "Champion", 2, Token)));
        }

        Assert.Equal(1, await VersionOfAsync(world, "champion"));
    }

    [Fact]
    public async Task SetAsync_ProtectedAliasBeforeAnyPromotion_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();

        Assert.Equal("alias_protected", await RefusalAsync(() => world.Aliases.SetAsync(world.Analyst, Model, "champion", 1, Token)));
    }

    [Fact]
    public async Task ProtectedAlias_PromotionRollbackAndArchiving_FollowsProduction()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        Assert.Equal(1, await VersionOfAsync(world, "champion"));

        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5)));
        Assert.Equal(2, await VersionOfAsync(world, "champion"));

        await world.Workbench.Get<ProductionRollback>().RollBackAsync(world.Approver, Model, "Complaints.", Token);
        Assert.Equal(1, await VersionOfAsync(world, "champion"));

        await world.Decisions.ApproveAsync(world.Approver, await world.AskAsync(1, Stage.Archived), null, null, Token);
        Assert.DoesNotContain("champion", (await world.Catalog.FindAsync(world.Analyst, Model, Token)).Aliases.Keys);
        string[] expected =
        [
            "champion = version 1, with Production",
            "champion = version 2, with Production",
            "champion = version 1, with Production",
            "champion, because Production is empty",
        ];
        Assert.Equal(expected, await AuditedAsync(world, "alias.set", "alias.deleted"));
    }

    [Fact]
    public async Task ProtectAsync_AliasOnAVersionThatNobodyApproved_PointsItAtProduction()
    {
        await using var world = await WithTwoVersionsAsync();
        await world.Aliases.SetAsync(world.Analyst, Model, "stable", 2, Token);

        await world.Protection.ProtectAsync(world.Workbench.Admin, Model, "Stable", Token);
        await world.Protection.ProtectAsync(world.Workbench.Admin, Model, "stable", Token);

        Assert.Equal(1, await VersionOfAsync(world, "stable"));
        Assert.Equal(["champion", "Stable"], (await world.Catalog.FindAsync(world.Analyst, Model, Token)).ProtectedAliases);
        Assert.Equal(["Stable"], await AuditedAsync(world, "alias.protected"));
    }

    [Fact]
    public async Task UnprotectAsync_Champion_LetsItBeMoved()
    {
        await using var world = await WithTwoVersionsAsync();

        await world.Protection.UnprotectAsync(world.Workbench.Admin, Model, "champion", Token);
        await world.Aliases.SetAsync(world.Analyst, Model, "champion", 2, Token);

        Assert.Equal(2, await VersionOfAsync(world, "champion"));
        Assert.Equal("not_found", await RefusalAsync(() => world.Protection.UnprotectAsync(world.Workbench.Admin, Model, "champion", Token)));
        Assert.Equal(["champion"], await AuditedAsync(world, "alias.unprotected"));
    }

    [Fact]
    public async Task ProtectAndUnprotectAsync_WithoutTheRightToAdminister_AreForbidden()
    {
        await using var world = await WithTwoVersionsAsync();

        Assert.Equal("forbidden", await RefusalAsync(() => world.Protection.UnprotectAsync(world.Approver, Model, "champion", Token)));
        Assert.Equal("forbidden", await RefusalAsync(() => world.Protection.ProtectAsync(world.Approver, Model, "weekly", Token)));
    }

    [Fact]
    public async Task DeleteAsync_Alias_IsGoneAndAudited()
    {
        await using var world = await WithTwoVersionsAsync();
        await world.Aliases.SetAsync(world.Analyst, Model, "weekly", 2, Token);

        await world.Aliases.DeleteAsync(world.Analyst, Model, "Weekly", Token);

        Assert.Equal("not_found", await RefusalAsync(() => VersionOfAsync(world, "weekly")));
        Assert.Equal("not_found", await RefusalAsync(() => world.Aliases.DeleteAsync(world.Analyst, Model, "weekly", Token)));
        Assert.Equal(["weekly"], await AuditedAsync(world, "alias.deleted"));
    }

    [Fact]
    public async Task DeleteAsync_ProtectedAlias_TakesAnAdministratorAndComesBackWithTheNextPromotion()
    {
        await using var world = await WithTwoVersionsAsync();

        Assert.Equal("forbidden", await RefusalAsync(() => world.Aliases.DeleteAsync(world.Approver, Model, "champion", Token)));
        await world.Aliases.DeleteAsync(world.Workbench.Admin, Model, "champion", Token);
        Assert.Equal("alias_protected", await RefusalAsync(() => world.Aliases.SetAsync(world.Analyst, Model, "champion", 2, Token)));

        await world.Decisions.ApproveAsync(world.Approver, await world.AskAsync(2), null, null, Token);
        Assert.Equal(2, await VersionOfAsync(world, "champion"));
    }

    /// <summary>Creates version 1 in Production, and version 2 without a stage.</summary>
    private static async Task<RegistryWorld> WithTwoVersionsAsync()
    {
        var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.5)));
        return world;
    }

    private static async Task<int> VersionOfAsync(RegistryWorld world, string alias) =>
        (await world.Catalog.FindVersionAsync(world.Analyst, Model, alias, Token)).Version.Number;

    private static async Task<List<string?>> AuditedAsync(RegistryWorld world, params string[] actions)
    {
        await using var db = await world.OpenDatabaseAsync();
        return await db.AuditEntries.Where(entry => actions.Contains(entry.Action)).OrderBy(entry => entry.Sequence).Select(entry => entry.Details).ToListAsync(Token);
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<WorkbenchException>(act)).Code;
}
