using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class ModelProofTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PredictAsync_ModelThatScoresOtherThanAtTraining_IsRefusedAndRecordedOnce()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(provenScore: 0.25)));

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync());
        await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync());

        Assert.Equal((ErrorKind.Unavailable, "version_unproven"), (refusal.Kind, refusal.Code));
        Assert.Contains("scored 0.75 when the model was trained", refusal.Message, StringComparison.Ordinal);
        await using var db = await world.OpenDatabaseAsync();
        var recorded = Assert.Single(await db.Events.Where(happened => happened.Kind == "version.unproven").ToListAsync(Token));
        Assert.Equal("churn", recorded.SubjectName);
    }

    [Fact]
    public async Task SetAsync_ShadowThatScoresOtherThanAtTraining_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());
        var version = await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(provenScore: 0.25)));

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() =>
            world.Workbench.Get<ShadowEditor>().SetAsync(world.Workbench.Admin, "churn", version, 100, Token));

        Assert.Equal("version_unproven", refusal.Code);
        await world.PredictAsync();
    }
}
