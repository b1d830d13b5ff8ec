using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Engine.Datasets.Arrow;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class PredictionExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_Window_BecomesAVersionOfTheDataset()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var now = world.Workbench.Clock.GetUtcNow().UtcDateTime;
        await using var db = await world.OpenDatabaseAsync();
        var versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(Token);
        var endpointId = await db.ModelEndpoints.Select(endpoint => endpoint.Id).SingleAsync(Token);
        await world.Workbench.LogAsync(
            StoredLog.Row(versionId, now.AddHours(-2), endpointId, age: 1),
            StoredLog.Row(versionId, now.AddMinutes(-30), endpointId, age: 41, plan: "gold", entity: "anna", association: "order-1", score: 0.25),
            StoredLog.Row(versionId, now.AddMinutes(-20), endpointId, age: double.NaN, plan: null),
            StoredLog.Row(versionId, now.AddMinutes(-20), endpointId, age: 3, shadowOf: Guid.NewGuid()),
            StoredLog.Row(versionId, now, endpointId, age: 2));

        await world.Workbench.Get<PredictionExport>().StartAsync(world.Analyst, "churn", now.AddHours(-1), now, "answers", Token);
        await world.Workbench.Queue.WaitForImportsAsync();
        Assert.Null(await db.DatasetImports.AsNoTracking().Select(import => import.Problem).SingleAsync(Token));

        var path = await world.Workbench.Get<DatasetCatalog>().GetArrowFileAsync(world.Analyst, "answers", 1, Token);
        var exported = await ArrowTableFile.ReadAsync(path, cancellation: Token);
        Assert.Equal(
            "age,plan,since,label,score,version,at,associationId,entityId,predictionId", string.Join(',', exported.Columns.Select(column => column.Name)));
        Assert.Equal(2, exported.RowCount);
        Assert.Equal(
            ["41", "gold", "0.25", "1", "order-1", "anna"],
            new[] { "age", "plan", "score", "version", "associationId", "entityId" }.Select(column => exported[column].TextAt(0)));
        Assert.Equal([null, null], new[] { "age", "plan" }.Select(column => exported[column].TextAt(1)));
    }

    [Fact]
    public async Task StartAsync_NothingToExport_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var (export, now) = (world.Workbench.Get<PredictionExport>(), world.Workbench.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal("export_empty", await CodeAsync(() => export.StartAsync(world.Analyst, "churn", now.AddHours(-1), now, "answers", Token)));
        Assert.Equal("window_invalid", await CodeAsync(() => export.StartAsync(world.Analyst, "churn", now, now, "answers", Token)));
        Assert.Equal("not_found", await CodeAsync(() => export.StartAsync(world.Analyst, "other", now.AddHours(-1), now, "answers", Token)));
    }

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<WorkbenchException>(act)).Code;
}
