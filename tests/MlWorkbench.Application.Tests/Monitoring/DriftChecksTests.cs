using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Serving;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Monitoring;

public sealed class DriftChecksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_NewerDatasetVersion_FindsTheColumnThatMoved()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        await sample.PlantVersionAsync(workbench.Admin, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));

        var id = await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 2), Cancellation);
        var running = await FindAsync(workbench, null);
        await workbench.RunJobsAsync();
        var done = await FindAsync(workbench, id);

        Assert.Equal((DriftCheckState.Running, null), (running.Selected!.State, running.Result));
        Assert.Equal((DriftCheckState.Completed, "customers, version 2", true), (done.Selected!.State, done.Selected.Against, done.Selected.Drifted!.Value));
        Assert.Equal(["age", "plan"], done.Result!.Features.Select(feature => feature.Name).ToArray());
        Assert.Equal((true, false, 0.5), (done.Result.Features[0].Drifted, done.Result.Features[1].Drifted, done.Result.DriftedShare));
        Assert.Equal(0.21, done.Result.Features[0].Importance);
        Assert.Equal("customers, version 1", done.Reference);
        Assert.True(Assert.Single(done.History).Severity["age"] > 1);
    }

    [Fact]
    public async Task StartAsync_LoggedPredictions_ComparesTheWindowOnly()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        var now = workbench.Clock.GetUtcNow().UtcDateTime;
        await LogAsync(workbench, sample.VersionId, now.AddDays(-30), age: 70);
        await LogAsync(workbench, sample.VersionId, now.AddHours(-1), age: null);

        var id = await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(From: now.AddDays(-1)), Cancellation);
        await workbench.RunJobsAsync();
        var done = await FindAsync(workbench, id);

        Assert.Equal(300, done.Result!.CurrentRows);
        Assert.False(done.Result.Features.Single(feature => feature.Name == "age").Drifted);
        Assert.StartsWith("predictions from 2026-01-04 09:00", done.Selected!.Against, StringComparison.Ordinal);
    }

    /// <summary>The package's baseline is the reference: the 1,200 training rows, without the 300 rows of the test split.</summary>
    [Fact]
    public async Task StartAsync_TrainingDataIsGone_ComparesWithThePackage()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench, SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500).Slice(0, 1_200)));
        await sample.PlantVersionAsync(workbench.Admin, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));
        await DeleteTrainingDataAsync(workbench);

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 2), Cancellation);
        await workbench.RunJobsAsync();
        var result = (await FindAsync(workbench, null)).Result!;

        Assert.Equal((1_200, 900), (result.ReferenceRows, result.CurrentRows));
        Assert.Equal([("age", true), ("income", false), ("plan", false)], result.Features.Select(feature => (feature.Name, feature.Drifted)).Order());
        // Twelve years more lower the risk of the model, and of the sample.
        Assert.Equal(("prediction of churned", DriftSubject.Prediction, true, "wasserstein"), (result.Prediction!.Name, result.Prediction.Subject, result.Prediction.Drifted, result.Prediction.Test));
        Assert.Equal(("churned", DriftSubject.Target, "jensenshannon", null), (result.Target!.Name, result.Target.Subject, result.Target.Test, result.Target.Error));
        Assert.EndsWith("The predictions have drifted.", DriftVerdict.Sentence(result), StringComparison.Ordinal);
        Assert.Equal(1.0 / 3, result.DriftedShare, 9);
    }

    [Fact]
    public async Task StartAsync_TrainingRowsAgain_NeitherPredictionsNorTargetDrift()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench, SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500).Slice(0, 1_200)));

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 1), Cancellation);
        await workbench.RunJobsAsync();
        var result = (await FindAsync(workbench, null)).Result!;

        Assert.Equal((0, false, false, null, null), (result.Drifted, result.Prediction!.Drifted, result.Target!.Drifted, result.Prediction.Error, result.Target.Error));
    }

    [Fact]
    public async Task StartAsync_LoggedPredictions_ComparesWhatTheModelSaidAndSaysThatThereIsNoTarget()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench, SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500)));
        var now = workbench.Clock.GetUtcNow().UtcDateTime;
        // All rows with a score of 0.5. Training had many scores.
        await LogAsync(workbench, sample.VersionId, now.AddHours(-1), age: null);

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(From: now.AddDays(-1)), Cancellation);
        await workbench.RunJobsAsync();
        var result = (await FindAsync(workbench, null)).Result!;

        Assert.True(result.Prediction!.Drifted);
        Assert.Equal("Logged predictions have no actual values, so there is no target to compare.", result.Target!.Error);
        Assert.False(result.Features.Single(feature => feature.Name == "age").Drifted);
    }

    [Fact]
    public async Task StartAsync_DatasetWithoutTargetOrInput_SaysSo()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench, SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500)));
        await sample.PlantVersionAsync(workbench.Admin, "leads", 1, SampleModel.Customers(400).Without(new HashSet<string>([SampleModel.Target, "income"])));

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest("leads"), Cancellation);
        await workbench.RunJobsAsync();
        var result = (await FindAsync(workbench, null)).Result!;

        Assert.Equal("The data has no column 'churned', so there is no target to compare.", result.Target!.Error);
        Assert.Equal("The model cannot score these rows. Column 'income' is missing. The model requires it.", result.Prediction!.Error);
        Assert.Equal("The current data does not have this column.", result.Features.Single(feature => feature.Name == "income").Error);
    }

    [Fact]
    public async Task StartAsync_PackageOfAnOlderProgram_ComparesWithTheDataAsLongAsItIsThere()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);
        var request = new DriftCheckRequest(From: workbench.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 1), Cancellation);
        await workbench.RunJobsAsync();
        var before = await FindAsync(workbench, null);
        await DeleteTrainingDataAsync(workbench);
        workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, request, Cancellation);
        await workbench.RunJobsAsync();
        var after = await FindAsync(workbench, null);

        Assert.Equal((1_500, 0, null), (before.Result!.ReferenceRows, before.Result.Drifted, before.Result.Target!.Error));
        Assert.StartsWith("An earlier release wrote the model's package without the distribution of its predictions.", before.Result.Prediction!.Error, StringComparison.Ordinal);
        Assert.Equal(DriftCheckState.Failed, after.Selected!.State);
        Assert.StartsWith("The check has no reference: an earlier release wrote", after.Selected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_NothingLogged_FailsWithTheReason()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(From: workbench.Clock.GetUtcNow().UtcDateTime.AddDays(-1)), Cancellation);
        await workbench.RunJobsAsync();
        var failed = await FindAsync(workbench, null);

        Assert.Equal(DriftCheckState.Failed, failed.Selected!.State);
        Assert.StartsWith("No predictions of this version were logged", failed.Selected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("churn", null, null, "drift_current_missing")]
    [InlineData("churn", "nowhere", null, "not_found")]
    [InlineData("churn", "customers", 9, "not_found")]
    [InlineData("unknown", "customers", 1, "not_found")]
    public async Task StartAsync_WrongRequest_IsRefusedAndLeavesNothing(string model, string? dataset, int? version, string code)
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<DriftChecks>().StartAsync(workbench.Admin, model, new DriftCheckRequest(dataset, version), Cancellation));

        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.Equal(code, refusal.Code);
        Assert.Equal((0, 0), (await db.DriftReports.CountAsync(Cancellation), await db.JobRuns.CountAsync(job => job.Kind == "drift", Cancellation)));
    }

    [Fact]
    public async Task StartAsync_WindowThatEndsBeforeItBegins_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);
        var now = workbench.Clock.GetUtcNow().UtcDateTime;

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(From: now, To: now.AddDays(-1)), Cancellation));

        Assert.Equal("drift_window_empty", refusal.Code);
    }

    [Fact]
    public async Task StartAsync_Viewer_IsForbidden()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);
        var viewer = new Actor(Guid.CreateVersion7(), "Vera", UserRole.Viewer);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<DriftChecks>().StartAsync(viewer, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset), Cancellation));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task RunAsync_AfterACrash_ComputesOnceAndKeepsTheResult()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await PlantAsync(workbench);
        var id = await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 1), Cancellation);
        await workbench.RunJobsAsync();
        var first = await FindAsync(workbench, id);

        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        await db.JobRuns.Where(job => job.SubjectId == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Running).SetProperty(job => job.LeaseUntil, DateTime.UnixEpoch), Cancellation);
        await workbench.Get<JobRecovery>().RecoverAsync(Cancellation);
        await workbench.RunJobsAsync();
        var second = await FindAsync(workbench, id);

        Assert.Equal(DriftVerdict.Sentence(first.Result!), DriftVerdict.Sentence(second.Result!));
        Assert.Equal(DriftCheckState.Completed, second.Selected!.State);
    }

    [Fact]
    public async Task ListAsync_ModelsWithAndWithoutChecks_ShowsTheNewestVerdict()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        var catalog = workbench.Get<MonitoringCatalog>();
        var before = Assert.Single((await catalog.ListAsync(workbench.Admin, new ListQuery(), Cancellation)).Items);
        await LogAsync(workbench, sample.VersionId, workbench.Clock.GetUtcNow().UtcDateTime, age: 40);

        await workbench.Get<DriftChecks>().StartAsync(workbench.Admin, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 1), Cancellation);
        await workbench.RunJobsAsync();
        var after = Assert.Single((await catalog.ListAsync(workbench.Admin, new ListQuery("CHU"), Cancellation)).Items);

        Assert.Equal(("churn", 1, null, 0), (before.Name, before.Version, before.LatestCheck, before.LoggedPredictions));
        Assert.Equal((false, 300), (after.LatestCheck!.Drifted!.Value, after.LoggedPredictions));
        Assert.Empty((await catalog.ListAsync(workbench.Admin, new ListQuery("other"), Cancellation)).Items);
    }

    [Fact]
    public async Task ListComparableAsync_SeveralDatasets_OffersTheOwnOneFirst()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var sample = await PlantAsync(workbench);
        await sample.PlantVersionAsync(workbench.Admin, "aaa", 1, SampleModel.Customers(50));
        await sample.PlantVersionAsync(workbench.Admin, SampleModel.Dataset, 2, SampleModel.Customers(60));

        var versions = await workbench.Get<MonitoringCatalog>().ListComparableAsync(workbench.Admin, SampleModel.Model, Cancellation);

        Assert.Equal(["customers", "customers", "aaa"], versions.Select(version => version.Dataset).ToArray());
        Assert.Equal(1, versions.Single(version => version.IsReference).Version);
    }

    private static async Task<SampleModel> PlantAsync(TestWorkbench workbench, byte[]? package = null)
    {
        var sample = new SampleModel(workbench.Services);
        await sample.PlantAsync(workbench.Admin, package: package);
        return sample;
    }

    /// <summary>The content of version 1 and its copy in the cache.</summary>
    private static async Task DeleteTrainingDataAsync(TestWorkbench workbench)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        var digest = await db.DatasetVersions.Where(version => version.Dataset!.Name == SampleModel.Dataset && version.Number == 1).Select(version => version.Digest).SingleAsync(Cancellation);
        await workbench.Database.ExecuteUncheckedAsync($"DELETE FROM \"Contents\" WHERE \"Digest\" = '{digest}'");
        File.Delete(Path.Combine(workbench.Get<IOptions<StorageOptions>>().Value.CacheFolder, digest));
    }

    private static Task<DriftDetails> FindAsync(TestWorkbench workbench, Guid? id) =>
        workbench.Get<MonitoringCatalog>().FindAsync(workbench.Admin, SampleModel.Model, id, Cancellation);

    // Rows like the training data. If an age is given, all rows have it.
    private static async Task LogAsync(TestWorkbench workbench, Guid versionId, DateTime at, int? age)
    {
        var rows = SampleModel.Customers(300);
        await workbench.LogAsync([.. Enumerable.Range(0, rows.RowCount)
            .Select(row => StoredLog.Row(versionId, at, age: age ?? ((NumericColumn)rows["age"]).Values[row], plan: rows["plan"].TextAt(row)))]);
    }
}
