using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments.Runs;

/// <summary>Runs that another program logs.</summary>
public sealed class RunTrackerTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;
    private Guid _run;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunTracker Tracker => _workbench.Get<RunTracker>();

    private Actor Admin => _workbench.Admin;

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        var experiment = await Tracker.CreateExperimentAsync(Admin, "From a notebook", null, Cancellation);
        _run = await Tracker.StartAsync(Admin, experiment, "ResNet, 18 layers", Cancellation);
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task LogAsync_EachType_KeepsTypesAndValues()
    {
        var parameters = new Dictionary<string, ParameterValue> { ["rate"] = ParameterValue.Of(0.1), ["nesterov"] = ParameterValue.Of(true), ["optimiser"] = ParameterValue.Of("sgd"), ["version"] = ParameterValue.Of("7") };

        await LogAsync(parameters: parameters, tags: new() { ["note"] = "first try" });
        await LogAsync(parameters: parameters, tags: new() { ["note"] = "second try" });

        var run = await ReadAsync();
        Assert.Equal(parameters.OrderBy(pair => pair.Key), run.Parameters.ToDictionary(row => row.Name, row => row.Value).OrderBy(pair => pair.Key));
        Assert.Equal(["second try"], run.Tags.Select(tag => tag.Value));
    }

    [Fact]
    public async Task LogAsync_ParameterWithAnotherValue_IsRefusedAndAddsNothing()
    {
        await LogAsync(parameters: new() { ["rate"] = ParameterValue.Of(0.1) });

        await RefusedAsync("parameter_set", () => LogAsync(new() { ["rate"] = ParameterValue.Of("0.1"), ["depth"] = ParameterValue.Of(3) }, [new LoggedMetric("loss", 1)]));

        var run = await ReadAsync();
        Assert.Equal("rate", Assert.Single(run.Parameters).Name);
        Assert.Empty(run.Metrics);
    }

    [Fact]
    public async Task LogAsync_StepsOutOfOrder_TheLatestStepIsLast()
    {
        await LogAsync(metrics: [new LoggedMetric("loss", 0.9, Step: 1), new LoggedMetric("loss", 0.5, Step: 3), new LoggedMetric("loss", 0.7, Step: 2), new LoggedMetric("loss", 0.6, MetricSplit.Training, 9)]);
        await LogAsync(metrics: [new LoggedMetric("loss", 0.8, Step: 2)]);

        var run = await ReadAsync();
        Assert.Equal([0.5, 0.6], run.Metrics.Where(metric => metric.IsLast).OrderBy(metric => metric.Value).Select(metric => metric.Value));
        Assert.Equal([0.9, 0.5, 0.7, 0.6, 0.8], run.Metrics.OrderBy(metric => metric.Id).Select(metric => metric.Value));
    }

    [Fact]
    public async Task LogAsync_SameStepAgain_TheLaterTimeIsLast()
    {
        await LogAsync(metrics: [new LoggedMetric("loss", 0.9)]);
        await LogAsync(metrics: [new LoggedMetric("loss", 0.8)]);
        await LogAsync(metrics: [new LoggedMetric("loss", 0.7, At: _workbench.Clock.GetUtcNow().UtcDateTime.AddHours(-1))]);

        var run = await ReadAsync();
        Assert.Equal([0.9, 0.8, 0.7], run.Metrics.OrderBy(metric => metric.Id).Select(metric => metric.Value));
        Assert.Equal(0.8, Assert.Single(run.Metrics, metric => metric.IsLast).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" loss")]
    [InlineData("lo\u200Bss")]
    [InlineData("loss\n")]
    [InlineData("lоss")]
    public async Task LogAsync_HostileName_IsRefused(string name)
    {
        await RefusedAsync("entry_invalid", () => LogAsync(metrics: [new LoggedMetric(name, 1)]));
        await RefusedAsync("entry_invalid", () => LogAsync(parameters: new() { [name] = ParameterValue.Of(1) }));
        await RefusedAsync("entry_invalid", () => LogAsync(tags: new() { [name] = "x" }));
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE Runs;--")]
    [InlineData("train/loss")]
    [InlineData("<b>loss</b>")]
    public async Task LogAsync_NameWithMarkup_IsKeptAsText(string name)
    {
        await LogAsync(metrics: [new LoggedMetric(name, 1)]);

        Assert.Equal(name, Assert.Single((await ReadAsync()).Metrics).Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task LogAsync_NotFinite_IsRefused(double value)
    {
        await RefusedAsync("entry_invalid", () => LogAsync(metrics: [new LoggedMetric("loss", value)]));
        await RefusedAsync("entry_invalid", () => LogAsync(parameters: new() { ["rate"] = ParameterValue.Of(value) }));
    }

    [Fact]
    public async Task LogAsync_TooManyOrTooLong_IsRefused()
    {
        await RefusedAsync("too_many_entries", () => LogAsync(metrics: [.. Enumerable.Range(0, 1_001).Select(step => new LoggedMetric("loss", 1, Step: step))]));
        await RefusedAsync("entry_invalid", () => LogAsync(parameters: new() { ["rate"] = ParameterValue.Of(new string('x', 5_001)) }));
        await RefusedAsync("entry_invalid", () => LogAsync(tags: new() { ["note"] = "a\0b" }));
        await RefusedAsync("entry_invalid", () => LogAsync(parameters: new() { ["rate"] = default }));
    }

    [Fact]
    public async Task AttachAsync_SamePathAgain_ReplacesTheFileAndItsContentIsSwept()
    {
        await AttachAsync("plots/loss.svg", "old");
        await AttachAsync("plots/loss.svg", "newer");
        // With several processes, another one could still be storing a young content.
        _workbench.Clock.Advance(TimeSpan.FromDays(2));

        await _workbench.Get<ContentSweeper>().SweepAsync(Cancellation);

        await using var db = await OpenAsync();
        var artifact = await db.RunArtifacts.SingleAsync(Cancellation);
        Assert.Equal(("plots/loss.svg", "image/svg+xml", 5L), (artifact.Path, artifact.MediaType, artifact.Bytes));
        Assert.Equal("newer"u8.ToArray(), await _workbench.Get<ContentStore>().ReadBytesAsync(artifact.Digest, Cancellation));
        Assert.Equal(artifact.Digest, (await db.Contents.SingleAsync(Cancellation)).Digest);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("c:b")]
    public async Task AttachAsync_PathOutsideOfTheRun_IsRefused(string path) =>
        await RefusedAsync("entry_invalid", () => AttachAsync(path, "x"));

    [Fact]
    public async Task EndAsync_ThenLog_IsRefused()
    {
        _workbench.Clock.Advance(TimeSpan.FromSeconds(90));
        await Tracker.EndAsync(Admin, _run, RunState.Completed, null, Cancellation);

        await RefusedAsync("run_ended", () => LogAsync(metrics: [new LoggedMetric("loss", 1)]));
        await RefusedAsync("run_ended", () => AttachAsync("a", "x"));
        Assert.Equal((RunState.Completed, 90.0), ((await ReadAsync()).State, (await ReadAsync()).Seconds));
    }

    [Fact]
    public async Task LogAsync_RunOfASearch_IsRefused()
    {
        var run = await new SampleRuns(_workbench.Services).PlantAsync(Admin, new SampleRun());

        await RefusedAsync("experiment_with_search", () => Tracker.EndAsync(Admin, run, RunState.Failed, null, Cancellation));
    }

    [Fact]
    public async Task LogAsync_Viewer_IsForbidden()
    {
        var viewer = await SamplePeople.AddAsync(_workbench.Services, "vera", UserRole.Viewer);

        await RefusedAsync("forbidden", () => Tracker.LogAsync(viewer, _run, new RunEntries(new Dictionary<string, ParameterValue>(), [], new Dictionary<string, string>()), Cancellation));
    }

    [Fact]
    public async Task Reads_OfALoggedRun_SayThatItHasNoSearch()
    {
        await Tracker.EndAsync(Admin, _run, RunState.Completed, null, Cancellation);
        var experiment = (await ReadAsync()).ExperimentId;
        var other = await new SampleRuns(_workbench.Services).PlantAsync(Admin, new SampleRun());

        await RefusedAsync("experiment_without_search", () => _workbench.Get<ExperimentCatalog>().GetAsync(Admin, experiment, Cancellation));
        await RefusedAsync("experiment_without_search", () => _workbench.Get<RunCatalog>().GetAsync(Admin, _run, Cancellation));
        await RefusedAsync("experiment_without_search", () => _workbench.Get<RunComparer>().CompareAsync(Admin, [other, _run], null, Cancellation));
        await RefusedAsync("experiment_without_search", () => _workbench.Get<ModelRegistration>().RegisterAsync(Admin, "churn", _run, null, Cancellation));
        await RefusedAsync("run_without_model", () => _workbench.Get<RunExplainer>().ExplainAsync(Admin, _run, 1, Cancellation));
        Assert.DoesNotContain((await _workbench.Get<ExperimentCatalog>().ListAsync(Admin, new ListQuery(), null, Cancellation)).Items, item => item.Id == experiment);
    }

    private static async Task RefusedAsync(string code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<WorkbenchException>(call)).Code);

    private Task LogAsync(Dictionary<string, ParameterValue>? parameters = null, IReadOnlyList<LoggedMetric>? metrics = null, Dictionary<string, string>? tags = null) =>
        Tracker.LogAsync(Admin, _run, new RunEntries(parameters ?? [], metrics ?? [], tags ?? []), Cancellation);

    private async Task AttachAsync(string path, string text)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await Tracker.AttachAsync(Admin, _run, path, "image/svg+xml", bytes, Cancellation);
    }

    private async Task<Run> ReadAsync()
    {
        await using var db = await OpenAsync();
        return await db.Runs.AsNoTracking().Include(run => run.Parameters).Include(run => run.Metrics).Include(run => run.Tags).AsSplitQuery().SingleAsync(run => run.Id == _run, Cancellation);
    }

    private Task<WorkbenchDbContext> OpenAsync() => _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
}
