using System.Text;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Home;

/// <summary>Limits on one person's concurrent use.</summary>
public sealed class LimitsTests
{
    private const string Rows = "x,label\n1,yes\n2,no\n3,yes\n4,no\n5,yes\n6,no\n7,yes\n8,no\n9,yes\n10,no\n11,yes\n12,no\n13,yes\n14,no\n15,yes\n16,no\n17,yes\n18,no\n19,yes\n20,no\n21,yes\n22,no\n23,yes\n24,no\n25,yes\n26,no\n";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LaunchAsync_MoreExperimentsThanOnePersonMayHave_IsRefusedToThatPersonOnly()
    {
        await using var workbench = await StartAsync(("Limits:Experiments", "2"));
        var ann = await SamplePeople.AddAsync(workbench.Services, "ann", UserRole.Analyst);
        var first = await LaunchAsync(workbench, workbench.Admin);
        await LaunchAsync(workbench, workbench.Admin);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => LaunchAsync(workbench, workbench.Admin));
        await LaunchAsync(workbench, ann);
        await workbench.Get<ExperimentStopper>().StopAsync(workbench.Admin, first, Now);
        await LaunchAsync(workbench, workbench.Admin);

        Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refusal.Kind, refusal.Code));
        Assert.Contains("Limits:Experiments", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(4, (await workbench.Get<ExperimentCatalog>().ListAsync(ann, new ListQuery(), null, Now)).Total);
    }

    [Fact]
    public async Task LaunchAndExtendAsync_MoreTimeThanOnePersonMayHave_IsRefusedAndLeavesNothing()
    {
        await using var workbench = await StartAsync(("Limits:BudgetSeconds", "100"));
        var first = await LaunchAsync(workbench, workbench.Admin, seconds: 60);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => LaunchAsync(workbench, workbench.Admin, seconds: 60));
        var second = await LaunchAsync(workbench, workbench.Admin, seconds: 40);
        await workbench.Get<ExperimentStopper>().StopAsync(workbench.Admin, first, Now);
        var extension = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<ExperimentExtension>().ExtendAsync(workbench.Admin, first, 61, Now));
        await workbench.Get<ExperimentExtension>().ExtendAsync(workbench.Admin, first, 50, Now);

        Assert.All([refusal, extension], refused => Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refused.Kind, refused.Code)));
        Assert.Contains("Limits:BudgetSeconds", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await workbench.Get<ExperimentCatalog>().ListAsync(workbench.Admin, new ListQuery(), null, Now)).Total);
        Assert.Equal(40, (await workbench.Get<ExperimentCatalog>().GetAsync(workbench.Admin, second, Now)).BudgetSeconds);
    }

    [Fact]
    public async Task ImportAsync_MoreUploadsAtOnceThanOnePersonMayHave_IsRefusedUntilOneEnds()
    {
        await using var workbench = await StartAsync(("Limits:Uploads", "1"));
        var ann = await SamplePeople.AddAsync(workbench.Services, "ann", UserRole.Analyst);
        await using var slow = new PausedStream(Encoding.UTF8.GetBytes(Rows + "30,no\n"));
        var first = ImportAsync(workbench, workbench.Admin, slow);
        await slow.Begun;

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync(workbench, workbench.Admin, Text(Rows + "31,no\n")));
        await ImportAsync(workbench, ann, Text(Rows + "32,no\n"));
        slow.GoOn();
        await first;
        await ImportAsync(workbench, workbench.Admin, Text(Rows + "33,no\n"));

        Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refusal.Kind, refusal.Code));
        Assert.Contains("Limits:Uploads", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_StorageOfThePersonFull_IsRefusedMidwayAndKeepsNothing()
    {
        await using var workbench = await StartAsync(("Limits:StorageBytes", "100000"));
        var (before, chunks) = await CountAsync(workbench);

        var midway = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync(workbench, workbench.Admin, new EndlessStream()));
        var table = await Assert.ThrowsAsync<WorkbenchException>(() => ImportAsync(workbench, workbench.Admin, Text("x\n" + string.Concat(Enumerable.Range(0, 12_000).Select(row => $"{row * 7_919L % 1_000_003}\n")))));
        var ann = await SamplePeople.AddAsync(workbench.Services, "ann", UserRole.Analyst);
        await ImportAsync(workbench, ann, Text(Rows + "40,no\n"));

        Assert.All([midway, table], refusal => Assert.Equal((ErrorKind.StorageFull, "storage_limit"), (refusal.Kind, refusal.Code)));
        Assert.Contains("Limits:StorageBytes", midway.Message, StringComparison.Ordinal);
        var (after, chunksAfter) = await CountAsync(workbench);
        Assert.Equal((before + 2, chunks + 2), (after, chunksAfter));
    }

    [Fact]
    public async Task LaunchAsync_SearchLongerThanOneMayAskFor_IsRefusedByTheLimitsName()
    {
        await using var workbench = await StartAsync(("Limits:SearchSeconds", "60"));
        await LaunchAsync(workbench, workbench.Admin, seconds: 60);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => LaunchAsync(workbench, workbench.Admin, seconds: 61));

        Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refusal.Kind, refusal.Code));
        Assert.Contains("Limits:SearchSeconds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PersonWithWork_CountsIt()
    {
        await using var workbench = await StartAsync();
        var ann = await SamplePeople.AddAsync(workbench.Services, "ann", UserRole.Analyst);
        await LaunchAsync(workbench, workbench.Admin, seconds: 60);
        await LaunchAsync(workbench, workbench.Admin, seconds: 30);

        var own = (await workbench.Get<UsageCatalog>().ReadAsync(workbench.Admin, Now)).ToDictionary(use => use.Key);
        var hers = await workbench.Get<UsageCatalog>().ReadAsync(ann, Now);

        Assert.Equal((2, 20), (own["Limits:Experiments"].Used, own["Limits:Experiments"].Limit));
        Assert.Equal((90, 604_800), (own["Limits:BudgetSeconds"].Used, own["Limits:BudgetSeconds"].Limit));
        Assert.InRange(own["Limits:StorageBytes"].Used, Rows.Length, 10_000);
        Assert.All(hers, use => Assert.Equal(0, use.Used));
    }

    private static async Task<TestWorkbench> StartAsync(params (string Key, string Value)[] settings)
    {
        var workbench = await TestWorkbench.StartAsync(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        await ImportAsync(workbench, workbench.Admin, Text(Rows));
        return workbench;
    }

    private static Task<Guid> LaunchAsync(TestWorkbench workbench, Actor actor, double seconds = 5) =>
        workbench.Get<ExperimentLauncher>().LaunchAsync(actor, new ExperimentRequest("toy", null, new ExperimentSpec
        {
            Target = "label",
            BudgetSeconds = seconds,
        }), Now);

    private static Task<ImportResult> ImportAsync(TestWorkbench workbench, Actor actor, Stream file) =>
        workbench.Get<DatasetImporter>().ImportAsync(actor, "toy", "toy.csv", file, new DatasetImportOptions(), Now);

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<(int Contents, int Chunks)> CountAsync(TestWorkbench workbench)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        return (await db.Contents.CountAsync(Now), await db.ContentChunks.CountAsync(Now));
    }

    /// <summary>Returns its bytes only when the test allows it.</summary>
    private sealed class PausedStream(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource _goOn = new();

        public Task Begun => _begun.Task;

        public void GoOn() => _goOn.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _begun.TrySetResult();
            await _goOn.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>An endless file.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'1');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
