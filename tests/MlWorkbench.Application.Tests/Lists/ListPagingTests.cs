using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Lists;

/// <summary>Lists page by the key of their last row. The list of experiments stands for all: each uses the same class.</summary>
public sealed class ListPagingTests : IAsyncLifetime
{
    private const int Experiments = 43;
    private const int Limit = 10;

    private readonly SqlRecorder _recorder = new();
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync(more: _recorder.Register);
        await new ManyExperiments(_workbench.Services).PlantAsync(_workbench.Admin, Experiments, runsEach: 9);
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Theory]
    [InlineData(null, null)]
    [InlineData("created", false)]
    [InlineData("name", false)]
    [InlineData("name", true)]
    [InlineData("dataset", true)]
    [InlineData("state", false)]
    [InlineData("state", true)]
    public async Task ListAsync_ReadPageByPage_GivesEveryRowOnceInTheOrderOfOnePage(string? sort, bool? descending)
    {
        var whole = await ListAsync(new ListQuery(Sort: sort, Descending: descending, Limit: 200));
        var read = new List<Guid>();
        for (string? after = null; ;)
        {
            var page = await ListAsync(new ListQuery(Sort: sort, Descending: descending, After: after, Limit: Limit));
            read.AddRange(page.Items.Select(experiment => experiment.Id));
            Assert.Equal(Experiments, page.Total);
            if (page.Next is null)
            {
                break;
            }

            after = page.Next;
        }

        Assert.Equal(whole.Items.Select(experiment => experiment.Id), read);
        Assert.Null(whole.Next);
    }

    [Fact]
    public async Task ListAsync_RowsComeAndGoBetweenPages_ShowsTheOthersOnceAndNoneTwice()
    {
        var first = await ListAsync(new ListQuery(Limit: Limit));
        var expected = (await ListAsync(new ListQuery(After: first.Next, Limit: 200))).Items.Select(experiment => experiment.Id).ToList();
        await using (var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation))
        {
            // The row that the position was taken from goes, and a newer one pushes all others back.
            var last = first.Items[^1].Id;
            await db.Experiments.Where(experiment => experiment.Id == last).ExecuteDeleteAsync(Cancellation);
        }

        _workbench.Clock.Advance(TimeSpan.FromDays(1));
        await new SampleRuns(_workbench.Services).PlantAsync(_workbench.Admin, new SampleRun());
        var second = await ListAsync(new ListQuery(After: first.Next, Limit: 200));

        Assert.Equal(expected, second.Items.Select(experiment => experiment.Id));
    }

    [Fact]
    public async Task ListAsync_Previous_LeadsBackPageByPageToTheStart()
    {
        var first = await ListAsync(new ListQuery(Limit: Limit));
        var second = await ListAsync(new ListQuery(After: first.Next, Limit: Limit));
        var third = await ListAsync(new ListQuery(After: second.Next, Limit: Limit));

        var backToSecond = await ListAsync(new ListQuery(After: third.Previous, Limit: Limit));
        var backToFirst = await ListAsync(new ListQuery(After: backToSecond.Previous, Limit: Limit));

        Assert.Equal(second.Items, backToSecond.Items);
        Assert.Equal(first.Items, backToFirst.Items);
        Assert.Null(first.Previous);
        Assert.Null(backToFirst.Previous);
        Assert.Equal(third.Items, (await ListAsync(new ListQuery(After: backToSecond.Next, Limit: Limit))).Items);
    }

    [Theory]
    [InlineData("50")]
    [InlineData("***")]
    [InlineData("bnVsbA")] // null
    [InlineData("e30")] // {}
    [InlineData("eyJPcmRlciI6ImNyZWF0ZWQiLCJEZXNjZW5kaW5nIjp0cnVlLCJCYWNrIjpmYWxzZSwiS2V5cyI6W119")] // no keys
    [InlineData("eyJPcmRlciI6ImNyZWF0ZWQiLCJEZXNjZW5kaW5nIjp0cnVlLCJCYWNrIjpmYWxzZSwiS2V5cyI6WzEsbnVsbF19")] // keys of other types
    public async Task ListAsync_PositionThatIsNone_IsRefused(string after) => await RefusedAsync(new ListQuery(After: after));

    [Fact]
    public async Task ListAsync_PositionOfAnotherOrder_IsRefused()
    {
        var byName = await ListAsync(new ListQuery(Sort: "name", Limit: Limit));

        await RefusedAsync(new ListQuery(Sort: "state", After: byName.Next));
        await RefusedAsync(new ListQuery(Sort: "name", Descending: true, After: byName.Next));
    }

    [SqliteTheory]
    [InlineData(null, null)]
    [InlineData(ExperimentState.Completed, null)]
    [InlineData(null, "name")]
    public async Task ListAsync_Experiments_ReadsOnlyThePageAndNeverAllRuns(ExperimentState? state, string? sort)
    {
        var first = await ListAsync(new ListQuery(Sort: sort, Limit: Limit), state);
        _recorder.Clear();

        var second = await ListAsync(new ListQuery(Sort: sort, After: first.Next, Limit: Limit), state);

        Assert.NotEmpty(second.Items);
        Assert.All(second.Items, experiment => Assert.Equal((9, "LightGBM"), (experiment.Runs, experiment.BestTitle)));
        Assert.Equal(3, _recorder.Count);
        var plan = await _recorder.ExplainAsync(Path.Combine(_workbench.Folder, "workbench.db"), Cancellation);
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal) && !line.Contains("USING COVERING INDEX", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN r", StringComparison.Ordinal));
    }

    private Task<Page<ExperimentSummary>> ListAsync(ListQuery query, ExperimentState? state = null) =>
        _workbench.Get<ExperimentCatalog>().ListAsync(_workbench.Admin, query, state, Cancellation);

    private async Task RefusedAsync(ListQuery query)
    {
        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => ListAsync(query));
        Assert.Equal("after_invalid", refusal.Code);
    }
}
