using System.Text;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Comparison;
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
        await UploadAsync(Shop(300));
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
        Assert.Equal("Quality of shop, version 1", Assert.Single(jobs.Items, job => job.Kind == "analysis").Title);
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

    [Fact]
    public async Task CompareAsync_TwoVersions_AreComparedOncePerKey()
    {
        await UploadAsync(Shop(320));
        Assert.True((await CompareAsync(1, 2)).IsRunning);
        Assert.True((await CompareAsync(1, 2, "size")).IsRunning);
        Assert.True((await CompareAsync(2, 1)).IsRunning);
        await _workbench.RunJobsAsync();

        var comparison = (await CompareAsync(1, 2)).Result!;
        Assert.Equal((300, 20, 0, null), (comparison.Rows.Unchanged, comparison.Rows.Added, comparison.Rows.Removed, comparison.Rows.Changed));
        Assert.StartsWith("From version 1 to version 2, 20 rows were added; 300 rows are the same.", comparison.Summary, StringComparison.Ordinal);
        Assert.Equal(20, (await CompareAsync(2, 1)).Result!.Rows.Removed);
        Assert.Contains("The key 'size' does not identify the rows of version 1", (await CompareAsync(1, 2, "size")).Reason, StringComparison.Ordinal);
        Assert.Equal(0, _workbench.Queue.Count);
    }

    [Theory]
    [InlineData(1, 1, "colour", "same_version")]
    [InlineData(1, 3, "colour", "not_found")]
    [InlineData(1, 2, "weight", "unknown_column")]
    public async Task CompareAsync_WhatIsNotThere_IsRefused(int from, int to, string key, string code)
    {
        await UploadAsync(Shop(320));

        Assert.Equal(code, (await Assert.ThrowsAsync<WorkbenchException>(() => CompareAsync(from, to, key))).Code);
    }

    private static string Shop(int rows) =>
        "size,colour,copy,bought\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i * 37 % 101},{(i % 3 == 0 ? "red" : "blue")},{(i % 2 == 0 ? "x" : "z")},{(i % 2 == 0 ? "yes" : "no")}\n"));

    private async Task UploadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, "shop", "shop.csv", stream, DatasetImportOptions.Inferred, Cancellation);
    }

    private Task<Analysis<DatasetComparison>> CompareAsync(int from, int to, params string[] key) => Analyses.CompareAsync(_workbench.Admin, "shop", from, to, key, Cancellation);

    private Task<Analysis<QualityReport>> QualityAsync(string? target) => Analyses.GetQualityAsync(_workbench.Admin, "shop", null, target, Cancellation);
}
