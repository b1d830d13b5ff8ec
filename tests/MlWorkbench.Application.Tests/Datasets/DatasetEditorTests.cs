using System.Text;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetEditorTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetCatalog Catalog => _workbench.Get<DatasetCatalog>();

    private DatasetEditor Editor => _workbench.Get<DatasetEditor>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        foreach (var rows in (int[])[10, 20])
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},{i % 3}\n"))));
            await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, "shop", "shop.csv", stream, DatasetImportOptions.Inferred, Cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task EditAsync_DescriptionAndTags_AreKeptTrimmedAndOnceEach()
    {
        await Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit(" All sales. ", [" daily", "Daily", "", "checked"]), Cancellation);
        await Editor.EditAsync(_workbench.Admin, "SHOP", 1, new DatasetEdit("Before the move"), Cancellation);

        var dataset = await Catalog.GetAsync(_workbench.Admin, "shop", archived: false, Cancellation);
        Assert.Equal(("All sales.", "daily,checked"), (dataset.Description, string.Join(',', dataset.Tags)));
        Assert.Equal(["", "Before the move"], dataset.Versions.Select(version => version.Description ?? ""));
        Assert.Single((await Catalog.ListAsync(_workbench.Admin, new ListQuery("check"), archived: false, Cancellation)).Items);
    }

    [Fact]
    public async Task EditAsync_WhatIsLeftOut_StaysAndNothingIsAudited()
    {
        await Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit("All sales.", ["daily"]), Cancellation);
        await Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit(), Cancellation);
        await Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit("All sales.", ["daily"], false), Cancellation);

        Assert.Equal(["description; tags daily"], await AuditAsync("dataset.changed"));
    }

    [Fact]
    public async Task EditAsync_ArchivedVersion_IsNoLongerTheNewestButCanBeAskedFor()
    {
        await Editor.EditAsync(_workbench.Admin, "shop", 2, new DatasetEdit(Archived: true), Cancellation);

        Assert.Equal(1, (await Catalog.GetVersionAsync(_workbench.Admin, "shop", null, Cancellation)).Version);
        Assert.Equal([1], (await Catalog.GetAsync(_workbench.Admin, "shop", archived: false, Cancellation)).Versions.Select(version => version.Version));
        Assert.Equal([2, 1], (await Catalog.GetAsync(_workbench.Admin, "shop", archived: true, Cancellation)).Versions.Select(version => version.Version));
        Assert.Equal(20, (await Catalog.ReadRowsAsync(_workbench.Admin, "shop", 2, 0, 100, null, Cancellation)).RowCount);

        await Editor.EditAsync(_workbench.Admin, "shop", 2, new DatasetEdit(Archived: false), Cancellation);
        Assert.Equal(2, (await Catalog.GetVersionAsync(_workbench.Admin, "shop", null, Cancellation)).Version);
        Assert.Equal(["archived", "restored"], await AuditAsync("dataset.versionChanged"));
    }

    [Fact]
    public async Task EditAsync_ArchivedDataset_IsListedOnlyWhenAskedFor()
    {
        await Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit(Archived: true), Cancellation);

        Assert.Equal(0, (await Catalog.ListAsync(_workbench.Admin, new ListQuery(), archived: false, Cancellation)).Total);
        Assert.NotNull((await Catalog.ListAsync(_workbench.Admin, new ListQuery(), archived: true, Cancellation)).Items.Single().ArchivedAt);
    }

    [Fact]
    public async Task EditAsync_Unusable_IsRefusedAndChangesNothing()
    {
        var tag = await Assert.ThrowsAsync<WorkbenchException>(() => Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit("New", [new string('x', 41)]), Cancellation));
        var text = await Assert.ThrowsAsync<WorkbenchException>(() => Editor.EditAsync(_workbench.Admin, "shop", null, new DatasetEdit(new string('x', 2_001)), Cancellation));
        var unknown = await Assert.ThrowsAsync<WorkbenchException>(() => Editor.EditAsync(_workbench.Admin, "shop", 3, new DatasetEdit("New"), Cancellation));
        var viewer = await SamplePeople.AddAsync(_workbench.Services, "vic", UserRole.Viewer);
        var forbidden = await Assert.ThrowsAsync<WorkbenchException>(() => Editor.EditAsync(viewer, "shop", null, new DatasetEdit("New"), Cancellation));

        Assert.Equal(["tag_invalid", "description_too_long", "not_found", "forbidden"], ((WorkbenchException[])[tag, text, unknown, forbidden]).Select(refusal => refusal.Code));
        Assert.Null((await Catalog.GetAsync(_workbench.Admin, "shop", archived: false, Cancellation)).Description);
    }

    private async Task<IEnumerable<string?>> AuditAsync(string action) =>
        (await _workbench.Get<AuditTrail>().ListAsync(_workbench.Admin, new AuditQuery(Action: action), new ListQuery(Limit: 100), Cancellation)).Items.OrderBy(entry => entry.Sequence).Select(entry => entry.Details);
}
