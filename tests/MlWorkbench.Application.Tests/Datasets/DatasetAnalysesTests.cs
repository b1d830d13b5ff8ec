using System.Text;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetAnalysesTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetAnalyses Analyses => _workbench.Get<DatasetAnalyses>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        var text = "size,colour,copy,bought\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i * 37 % 101},{(i % 3 == 0 ? "red" : "blue")},{(i % 2 == 0 ? "x" : "z")},{(i % 2 == 0 ? "yes" : "no")}\n"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, "shop", "shop.csv", stream, DatasetImportOptions.Inferred, Cancellation);
    }

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task GetQualityAsync_FirstTime_StartsOneJobAndThenHasTheResult()
    {
        Assert.True((await QualityAsync(null)).IsRunning);
        Assert.True((await QualityAsync(null)).IsRunning);
        await _workbench.RunJobsAsync();

        var report = (await QualityAsync(null)).Result!;
        Assert.Equal((300, (string?)null), (report.Rows, report.Target));
        Assert.Contains("duplicate_rows", report.Checks);
        var jobs = await _workbench.Get<JobCatalog>().ListAsync(_workbench.Admin, new ListQuery(), null, Cancellation);
        Assert.Equal("Quality of shop, version 1", Assert.Single(jobs.Items).Title);
    }

    [Fact]
    public async Task GetQualityAsync_Target_AddsItsFindingsWorstFirst()
    {
        await QualityAsync("bought");
        await _workbench.RunJobsAsync();

        var report = (await QualityAsync("bought")).Result!;

        Assert.Equal(("leakage", QualitySeverity.Blocker, "copy"), (report.Findings[0].Check, report.Findings[0].Severity, report.Findings[0].Columns[0].Column));
        Assert.Contains("too_few_rows", report.Checks);
    }

    [Fact]
    public async Task GetQualityAsync_UnknownTarget_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => QualityAsync("sold"));

        Assert.Equal(("unknown_column", "sold"), (refusal.Code, refusal.Column));
    }

    private Task<Analysis<QualityReport>> QualityAsync(string? target) => Analyses.GetQualityAsync(_workbench.Admin, "shop", null, target, Cancellation);
}
