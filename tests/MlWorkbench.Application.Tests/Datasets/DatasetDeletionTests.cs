using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Lineage;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetDeletionTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetDeletion Deletion => _workbench.Get<DatasetDeletion>();

    private DatasetCatalog Catalog => _workbench.Get<DatasetCatalog>();

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync();

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task DeleteVersionAsync_Unused_FreesItsContentsAndItsNumberIsNotGivenAgain()
    {
        await ImportAsync(_workbench.Admin, "shop", 10);
        await ImportAsync(_workbench.Admin, "shop", 20);
        var digest = (await Catalog.GetVersionAsync(_workbench.Admin, "shop", 2, Cancellation)).Digest;
        await Catalog.ReadRowsAsync(_workbench.Admin, "shop", 2, 0, 1, null, Cancellation);
        await _workbench.Get<DatasetAnalyses>().CompareAsync(_workbench.Admin, "shop", 2, 1, [], Cancellation);
        await _workbench.RunJobsAsync();

        await Deletion.DeleteVersionAsync(_workbench.Admin, "shop", 2, Cancellation);

        Assert.Equal(1, (await Catalog.GetVersionAsync(_workbench.Admin, "shop", null, Cancellation)).Version);
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.Equal((2, 2, 0), (await db.Contents.CountAsync(Cancellation), await db.ContentChunks.CountAsync(Cancellation), await db.DatasetAnalyses.CountAsync(Cancellation)));
        Assert.False(File.Exists(Path.Combine(_workbench.Folder, "cache", digest)));
        Assert.True(await db.AuditEntries.AnyAsync(entry => entry.Action == "dataset.versionDeleted" && entry.SubjectName == "shop 2", Cancellation));
        Assert.Equal(3, (await ImportAsync(_workbench.Admin, "shop", 30)).Version);
    }

    [Fact]
    public async Task DeleteDatasetAsync_ContentsThatAnotherDatasetHolds_Stay()
    {
        await ImportAsync(_workbench.Admin, "shop", 10);
        await ImportAsync(_workbench.Admin, "copy", 10);

        await Deletion.DeleteDatasetAsync(_workbench.Admin, "shop", Cancellation);

        Assert.Equal("copy", (await Catalog.ListAsync(_workbench.Admin, new ListQuery(), archived: true, Cancellation)).Items.Single().Name);
        Assert.Equal(10, (await Catalog.ReadRowsAsync(_workbench.Admin, "copy", 1, 0, 100, null, Cancellation)).RowCount);
    }

    [Fact]
    public async Task Delete_WhatIsUsed_IsRefusedByNameAndLineageShowsIt()
    {
        var sample = new SampleModel(_workbench.Services);
        await sample.PlantAsync(_workbench.Admin);
        await sample.PlantVersionAsync(_workbench.Admin, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));
        await _workbench.Get<ReportSharing>().ShareRunAsync(_workbench.Admin, sample.RunId, new ReportRequest("Quarterly"), Cancellation);
        await _workbench.Get<DriftChecks>().StartAsync(_workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 2), Cancellation);
        await _workbench.RunJobsAsync();

        var trained = await Assert.ThrowsAsync<WorkbenchException>(() => Deletion.DeleteVersionAsync(_workbench.Admin, SampleModel.Dataset, 1, Cancellation));
        var checkedOnly = await Assert.ThrowsAsync<WorkbenchException>(() => Deletion.DeleteVersionAsync(_workbench.Admin, SampleModel.Dataset, 2, Cancellation));
        var whole = await Deletion.WhyNotAsync(_workbench.Admin, SampleModel.Dataset, null, Cancellation);

        Assert.Equal(
            "Version 1 of 'customers' cannot be deleted: 1 experiment ('Churn of customers'), 1 model version ('churn 1'), 1 report ('Quarterly') and 1 drift check ('churn') depend on it. " +
            "Archive it instead: archived data is hidden from lists, and objects that use it are not affected.",
            trained.Message);
        Assert.StartsWith("Version 2 of 'customers' cannot be deleted: 1 drift check ('churn') depends on it.", checkedOnly.Message, StringComparison.Ordinal);
        Assert.StartsWith("The dataset 'customers' cannot be deleted: 1 experiment", whole, StringComparison.Ordinal);

        var lineage = await _workbench.Get<LineageCatalog>().GetAsync(_workbench.Admin, SampleModel.Dataset, 1, Cancellation);
        Assert.Equal(("Churn of customers", 2), lineage.Experiments.Items.Select(use => (use.Name, use.Runs)).Single());
        Assert.Equal((SampleModel.Model, 1, Stage.None, sample.RunId), lineage.Models.Items.Select(use => (use.Model, use.Version, use.Stage, use.RunId)).Single());
        Assert.Equal("Quarterly", lineage.Reports.Items.Single().Title);
        Assert.True(lineage.DriftChecks.Items.Single().IsReference);
        var newer = await _workbench.Get<LineageCatalog>().GetAsync(_workbench.Admin, SampleModel.Dataset, 2, Cancellation);
        Assert.Equal((0, 0, false, true), (newer.Experiments.Total, newer.Reports.Total, newer.DriftChecks.Items.Single().IsReference, newer.DriftChecks.Items.Single().Drifted));
    }

    [Fact]
    public async Task DeleteDatasetAsync_RecipeWrittenForIt_IsListedBeforeAndStaysAfterwards()
    {
        await ImportAsync(_workbench.Admin, "shop", 10);
        await ImportAsync(_workbench.Admin, "other", 20);
        var recipes = _workbench.Get<RecipeEditor>();
        await recipes.CreateAsync(_workbench.Admin, new RecipeDraft("prepare", new RecipeDefinition([new DropDefinition(["b"])]), "shop"), Cancellation);
        await recipes.SaveAsync(_workbench.Admin, "prepare", new RecipeDefinition([new DropDefinition(["a"])]), null, Cancellation);

        var lineage = await _workbench.Get<LineageCatalog>().GetAsync(_workbench.Admin, "shop", 1, Cancellation);
        var others = await _workbench.Get<LineageCatalog>().GetAsync(_workbench.Admin, "other", 1, Cancellation);
        await Deletion.DeleteDatasetAsync(_workbench.Admin, "shop", Cancellation);

        Assert.Equal(("prepare", 2, 1), lineage.Recipes.Items.Select(use => (use.Name, use.Version, use.Steps)).Single());
        Assert.Equal(0, others.Recipes.Total);
        Assert.Null((await _workbench.Get<RecipeCatalog>().GetAsync(_workbench.Admin, "prepare", Cancellation)).Dataset);
    }

    [Fact]
    public async Task Delete_SomebodyElses_IsForAdministrators()
    {
        var (ann, bob) = (await SamplePeople.AddAsync(_workbench.Services, "ann", UserRole.Analyst), await SamplePeople.AddAsync(_workbench.Services, "bob", UserRole.Analyst));
        await ImportAsync(ann, "shop", 10);
        await ImportAsync(bob, "shop", 20);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => Deletion.DeleteVersionAsync(bob, "shop", 1, Cancellation));
        await Deletion.DeleteVersionAsync(bob, "shop", 2, Cancellation);
        var last = await Assert.ThrowsAsync<WorkbenchException>(() => Deletion.DeleteVersionAsync(ann, "shop", 1, Cancellation));
        await Deletion.DeleteDatasetAsync(_workbench.Admin, "shop", Cancellation);

        Assert.Equal(("not_yours", "only_version"), (refusal.Code, last.Code));
        Assert.Equal("There is no dataset 'shop', or you may not see it.", await Deletion.WhyNotAsync(ann, "shop", null, Cancellation));
    }

    private async Task<ImportResult> ImportAsync(Actor actor, string name, int rows)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},{i % 3}\n"))));
        return await _workbench.Get<DatasetImporter>().ImportAsync(actor, name, $"{name}.csv", stream, DatasetImportOptions.Inferred, Cancellation);
    }
}
