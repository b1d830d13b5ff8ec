using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

/// <summary>Imports as jobs: they continue without their caller, can be stopped, and survive their process.</summary>
public sealed class ImportJobTests : IAsyncLifetime
{
    private const string People = "name,age\nAda,36\nAlan,41\nGrace,85\n";

    private readonly ChunkWatch _watch = new();
    private TestWorkbench _workbench = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Limits:Uploads"] = "2" }, more: _watch.Register);

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task ImportAsync_CallerLeavesAfterTheFileIsReceived_IsCompleted()
    {
        _workbench.Queue.HoldsImports = true;
        using var leaving = new CancellationTokenSource();
        var waiting = ImportAsync(People, leaving.Token);
        await WaitForQueueAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, await CountAsync(db => db.DatasetVersions));
        await _workbench.RunJobsAsync();

        Assert.Equal(3, (await _workbench.Get<DatasetCatalog>().GetVersionAsync(_workbench.Admin, "people", 1, Now)).Rows);
        await AssertLeftAsync(contents: 2);
    }

    [Fact]
    public async Task ImportAsync_StoppedWhileQueued_SaysSoAndLeavesNothing()
    {
        _workbench.Queue.HoldsImports = true;
        var waiting = ImportAsync(People, Now);
        await WaitForQueueAsync();

        await CancelAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => waiting);
        Assert.Equal((ErrorKind.Conflict, "import_stopped"), (refusal.Kind, refusal.Code));
        await AssertLeftAsync(contents: 0);
        await _workbench.RunJobsAsync();
        Assert.Equal(0, await CountAsync(db => db.DatasetVersions));
    }

    [Fact]
    public async Task ImportAsync_StoppedWhileRead_SaysSoAndLeavesNothing()
    {
        _workbench.Queue.HoldsImports = true;
        var waiting = ImportAsync(People, Now);
        await WaitForQueueAsync();
        using var reading = new SemaphoreSlim(0);
        using var cancelled = new SemaphoreSlim(0);
        _watch.AfterChunk = () =>
        {
            _watch.AfterChunk = null;
            reading.Release();
            cancelled.Wait(Now);
        };
        var running = Task.Run(_workbench.RunJobsAsync, Now);
        await reading.WaitAsync(Now);

        await CancelAsync();
        // The first heartbeat after the request stops the job. When the second one is written, the first has ended.
        for (var heartbeat = 0; heartbeat < 2; heartbeat++)
        {
            var leaseUntil = await LeaseUntilAsync();
            await Until.TrueAsync(async () => await LeaseUntilAsync() != leaseUntil, Now, () => _workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        }

        cancelled.Release();
        Assert.Equal("import_stopped", (await Assert.ThrowsAsync<WorkbenchException>(() => waiting)).Code);
        await running;
        Assert.Equal(0, await CountAsync(db => db.DatasetVersions));
        await AssertLeftAsync(contents: 0);
    }

    [Fact]
    public async Task RunAsync_ProcessKilledWhileItRan_ContinuesFromTheStoredFile()
    {
        _workbench.Queue.HoldsImports = true;
        var waiting = ImportAsync(People, Now);
        await WaitForQueueAsync();
        await TakeElsewhereAsync(JobState.Queued);
        _workbench.Queue.TryDequeue(out _);
        var import = Assert.Single(await _workbench.Get<ImportCatalog>().ListActiveAsync(_workbench.Admin, null, Now));
        _workbench.Get<ReceivedFiles>().Take(import.Id)!.Dispose();
        // The start of a process deletes the remains of earlier ones. The received file is not among them.
        await _workbench.Get<WorkbenchDatabase>().PrepareAsync(Now);

        await _workbench.Get<JobRecovery>().RecoverAsync(Now);
        await _workbench.RunJobsAsync();

        Assert.Equal(new ImportResult("people", 1, IsNew: true), await waiting);
        Assert.Equal(2, (await _workbench.Get<JobCatalog>().ListAsync(_workbench.Admin, new ListQuery(), null, Now)).Items.Single().Attempt);
        await AssertLeftAsync(contents: 2);
    }

    [Fact]
    public async Task RunAsync_TakenOverByAnotherProcess_StoresNoVersion()
    {
        _watch.AfterChunk = () => TakeElsewhereAsync(JobState.Running).GetAwaiter().GetResult();
        using var leaving = new CancellationTokenSource();
        var waiting = ImportAsync(People, leaving.Token);
        await WaitForImportAsync();

        Assert.Equal((0, 1), (await CountAsync(db => db.DatasetVersions), await CountAsync(db => db.Contents)));
        _watch.AfterChunk = null;
        await _workbench.Get<JobRecovery>().LookAsync(Now);

        Assert.Equal(new ImportResult("people", 1, IsNew: true), await waiting);
        Assert.Equal(1, await CountAsync(db => db.DatasetVersions));
        await AssertLeftAsync(contents: 2);
    }

    [Fact]
    public async Task ImportAsync_MoreImportsQueuedThanOnePersonMayHave_IsRefused()
    {
        _workbench.Queue.HoldsImports = true;
        var ann = await SamplePeople.AddAsync(_workbench.Services, "ann", UserRole.Analyst);
        Task[] waiting = [ImportAsync(People, Now), ImportAsync(People + "Linus,55\n", Now)];
        await WaitForQueueAsync(2);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync(People + "Ken,60\n", Now));
        var other = ImportAsync(People + "Dennis,70\n", Now, ann);
        await WaitForQueueAsync(3);
        await _workbench.RunJobsAsync();
        await Task.WhenAll([.. waiting, other]);

        Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refusal.Kind, refusal.Code));
        Assert.Contains("Limits:Uploads", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartReimportAsync_NobodyWaits_IsShownUntilItEnds()
    {
        await ImportAsync(People, Now);
        _workbench.Queue.HoldsImports = true;
        var options = new DatasetImportOptions { Types = new Dictionary<string, ColumnType> { ["age"] = ColumnType.Category } };

        var id = await _workbench.Get<DatasetImporter>().StartReimportAsync(_workbench.Admin, "people", 1, options, Now);

        var catalog = _workbench.Get<ImportCatalog>();
        var active = Assert.Single(await catalog.ListActiveAsync(_workbench.Admin, "PEOPLE", Now));
        Assert.Equal((id, ImportKind.Reimport, JobState.Queued, (ImportResult?)null), (active.Id, active.Kind, active.Job.State, active.Result));
        Assert.Contains("1 running import ('people')", (await Assert.ThrowsAsync<WorkbenchException>(() => _workbench.Get<DatasetDeletion>().DeleteDatasetAsync(_workbench.Admin, "people", Now))).Message, StringComparison.Ordinal);
        await _workbench.RunJobsAsync();
        Assert.Empty(await catalog.ListActiveAsync(_workbench.Admin, "people", Now));
        Assert.Equal(new ImportResult("people", 2, IsNew: true), (await catalog.GetAsync(_workbench.Admin, id, Now)).Result);
    }

    [Fact]
    public async Task StartAsync_DerivationKilledWhileItRan_IsRepeatedAtTheNextStart()
    {
        await ImportAsync(People, Now);
        _workbench.Queue.HoldsImports = true;
        var id = await _workbench.Get<DatasetDeriver>().StartAsync(_workbench.Admin, "people", 1, new DerivationOrder(new Derivation(Filter: ["age > 40"])), "older", Now);
        await TakeElsewhereAsync(JobState.Queued);
        _workbench.Queue.TryDequeue(out _);

        await _workbench.Get<JobRecovery>().RecoverAsync(Now);
        await _workbench.RunJobsAsync();

        Assert.Equal(new ImportResult("older", 1, IsNew: true), (await _workbench.Get<ImportCatalog>().GetAsync(_workbench.Admin, id, Now)).Result);
        Assert.Equal(2, (await _workbench.Get<DatasetCatalog>().GetVersionAsync(_workbench.Admin, "older", 1, Now)).Rows);
    }

    [Fact]
    public async Task RunAsync_UnusableFile_KeepsTheRefusalWithItsRowForCallersAndForThePage()
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => ImportAsync("a,b\n1,2\n3,4,5\n", Now));

        Assert.Equal(("row_too_long", 2L), (refusal.Code, refusal.Row));
        var job = Assert.Single((await _workbench.Get<JobCatalog>().ListAsync(_workbench.Admin, new ListQuery(), JobState.Failed, Now)).Items);
        Assert.Equal((refusal.Message, JobState.Failed), (job.Reason, (await _workbench.Get<ImportCatalog>().GetAsync(_workbench.Admin, job.SubjectId, Now)).Job.State));
    }

    private Task<ImportResult> ImportAsync(string text, CancellationToken cancellation, Actor? by = null) =>
        _workbench.Get<DatasetImporter>().ImportAsync(by ?? _workbench.Admin, "people", "people.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), DatasetImportOptions.Inferred, cancellation);

    private async Task CancelAsync()
    {
        var active = Assert.Single(await _workbench.Get<ImportCatalog>().ListActiveAsync(_workbench.Admin, null, Now));
        await _workbench.Get<JobCancellation>().RequestAsync(_workbench.Admin, active.Job.Id, Now);
    }

    private Task WaitForQueueAsync(int jobs = 1) => Until.TrueAsync(() => _workbench.Queue.Count >= jobs, Now);

    private async Task<DateTime?> LeaseUntilAsync()
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        return await db.JobRuns.Select(job => job.LeaseUntil).SingleAsync(Now);
    }

    /// <summary>Waits for the attempt that was started.</summary>
    private async Task WaitForImportAsync()
    {
        await Until.TrueAsync(() => _workbench.Queue.HasStartedImports, Now);
        await _workbench.Queue.WaitForImportsAsync();
    }

    private async Task AssertLeftAsync(int contents)
    {
        Assert.Equal((contents, contents), (await CountAsync(db => db.Contents), await CountAsync(db => db.ContentChunks)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workbench.Get<IOptions<StorageOptions>>().Value.ScratchFolder));
        Assert.Equal(0, _workbench.Get<ScratchSpace>().Claimed);
    }

    private async Task<int> CountAsync<T>(Func<WorkbenchDbContext, IQueryable<T>> rows)
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        return await rows(db).CountAsync(Now);
    }

    /// <summary>Another process takes the jobs of the state, and is killed.</summary>
    private async Task TakeElsewhereAsync(JobState state)
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        await db.JobRuns.Where(job => job.State == state).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.State, JobState.Running)
                .SetProperty(job => job.LeaseOwner, "elsewhere/1")
                .SetProperty(job => job.LeaseUntil, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc))
                .SetProperty(job => job.Attempt, job => job.Attempt + 1),
            Now);
    }
}
