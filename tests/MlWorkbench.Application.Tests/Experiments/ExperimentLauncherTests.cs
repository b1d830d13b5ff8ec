using System.Globalization;
using System.Text;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments;

public sealed class ExperimentLauncherTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ExperimentLauncher Launcher => _workbench.Get<ExperimentLauncher>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        var rows = new StringBuilder("code,x,label,constant,empty,rare\n");
        for (var row = 0; row < 60; row++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"c-{row},{row % 7},{(row % 2 == 0 ? "yes" : "no")},5,,{(row == 0 ? "a" : "b")}\n");
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(rows.ToString()));
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, "toy", "toy.csv", file, new DatasetImportOptions
        {
        }, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Theory]
    [InlineData("nothing", "unknown_column")]
    [InlineData("constant", "target_constant")]
    [InlineData("empty", "target_all_missing")]
    [InlineData("code", "target_unique_id")]
    [InlineData("rare", "class_too_rare")]
    public async Task LaunchAsync_UnusableTarget_IsRefusedAndLeavesNothing(string target, string code)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => LaunchAsync(new ExperimentSpec { Target = target }));

        Assert.Equal(code, refusal is WorkbenchException workbench ? workbench.Code : Assert.IsType<EngineException>(refusal).Code);
        Assert.Contains(target, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _workbench.Get<ExperimentCatalog>().ListAsync(_workbench.Admin, new ListQuery(), null, Cancellation)).Items);
        Assert.Equal(0, _workbench.Queue.Count);
    }

    public static TheoryData<ExperimentSpec, string> UnusableSpecs => new()
    {
        { new ExperimentSpec { Target = "label", BudgetSeconds = 0 }, "budget_out_of_range" },
        { new ExperimentSpec { Target = "label", BudgetSeconds = double.NaN }, "budget_out_of_range" },
        { new ExperimentSpec { Target = "label", MaxRuns = 0 }, "max_runs_out_of_range" },
        { new ExperimentSpec { Target = "label", Exclude = ["y"] }, "unknown_column" },
        { new ExperimentSpec { Target = "label", Exclude = ["label"] }, "target_excluded" },
        { new ExperimentSpec { Target = "label", Exclude = ["code", "x", "constant", "empty", "rare"] }, "no_features" },
        { new ExperimentSpec { Target = "label", Segments = [NamedSegment.OfColumn("label")] }, "segment_is_target" },
        { new ExperimentSpec
        {
            Target = "label",
            Segments = [new("mine", new FilteredSegment([RowCondition.Parse("label = yes")]))],
        }, "segment_is_target" },
        { new ExperimentSpec { Target = "label", Segments = [NamedSegment.OfColumn("nope")] }, "unknown_column" },
        { new ExperimentSpec { Target = "label", Segments = [NamedSegment.OfColumn("x"), NamedSegment.OfColumn("x")] }, "segment_repeated" },
        { new ExperimentSpec { Target = "label", Segments = [new("mine", new NumberBins("x", [3, 1]))] }, "segment_invalid" },
        { new ExperimentSpec { Target = "label", Segments = [new("mi\u200Bne", new NumberBins("x", [1, 3]))] }, "name_invalid" },
        { new ExperimentSpec { Target = "label", Trainers = ["gpt"] }, "trainer_unknown" },
        { new ExperimentSpec { Target = "label", Metric = "rmse" }, "metric_unknown" },
        { new ExperimentSpec { Target = "label", PositiveClass = "maybe" }, "unknown_class" },
        { new ExperimentSpec { Target = "x", Task = ModelTask.Regression, PositiveClass = "1" }, "positive_class_unused" },
        { new ExperimentSpec { Target = "label", Validation = new ValidationSpec(ValidationKind.KFold, Folds: 1) }, "folds_out_of_range" },
        { new ExperimentSpec { Target = "label", Validation = new ValidationSpec(TestFraction: 0.9) }, "test_fraction_out_of_range" },
        { new ExperimentSpec { Target = "label", Validation = new ValidationSpec(ValidationKind.Time) }, "validation_column_missing" },
        { new ExperimentSpec { Target = "label", Validation = new ValidationSpec(ValidationKind.Time, Column: "code") }, "time_column_invalid" },
        { new ExperimentSpec { Target = "label", Validation = new ValidationSpec(ValidationKind.Group, Column: "label") }, "validation_column_is_target" },
    };

    [Theory]
    [MemberData(nameof(UnusableSpecs))]
    public async Task LaunchAsync_UnusableSpec_IsRefused(ExperimentSpec spec, string code)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => LaunchAsync(spec));

        Assert.Equal(code, refusal is WorkbenchException workbench ? workbench.Code : Assert.IsType<EngineException>(refusal).Code);
    }

    [Fact]
    public async Task LaunchAsync_ByViewer_IsForbidden()
    {
        var viewer = new Actor(Guid.NewGuid(), "Vic", UserRole.Viewer);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => Launcher.LaunchAsync(viewer, new ExperimentRequest("toy", null, new ExperimentSpec
        {
            Target = "label",
        }), Cancellation));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task LaunchAsync_Usable_QueuesExperimentAndJob()
    {
        var first = await LaunchAsync(new ExperimentSpec { Target = "label" });
        _workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await LaunchAsync(new ExperimentSpec { Target = "x" });

        var waiting = await _workbench.Get<ExperimentCatalog>().GetAsync(_workbench.Admin, second, Cancellation);
        Assert.Equal(("Predict x", ExperimentState.Queued, 2), (waiting.Name, waiting.State, waiting.Queue!.Position));
        var jobs = await _workbench.Get<JobCatalog>().ListAsync(_workbench.Admin, new ListQuery(), null, Cancellation);
        Assert.Equal([second, first], jobs.Items.Where(job => job.Kind == "experiment").Select(job => job.SubjectId));
    }

    [Fact]
    public async Task StopAsync_Queued_IsCancelledAtOnceAndItsJobIsSkipped()
    {
        var id = await LaunchAsync(new ExperimentSpec { Target = "label" });

        await _workbench.Get<ExperimentStopper>().StopAsync(_workbench.Admin, id, Cancellation);
        await _workbench.RunJobsAsync();

        var stopped = await _workbench.Get<ExperimentCatalog>().GetAsync(_workbench.Admin, id, Cancellation);
        Assert.Equal(ExperimentState.Cancelled, stopped.State);
        Assert.Empty(stopped.Runs);
        var again = await Assert.ThrowsAsync<WorkbenchException>(() => _workbench.Get<ExperimentStopper>().StopAsync(_workbench.Admin, id, Cancellation));
        Assert.Equal("experiment_ended", again.Code);
    }

    [Fact]
    public async Task StopAsync_ExperimentOfOthers_NeedsTheOperator()
    {
        var id = await LaunchAsync(new ExperimentSpec { Target = "label" });
        var analyst = new Actor(Guid.NewGuid(), "Ann", UserRole.Analyst);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => _workbench.Get<ExperimentStopper>().StopAsync(analyst, id, Cancellation));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task ProposeAsync_TwoWords_IsBinaryWithYesAsPositive()
    {
        var proposal = await _workbench.Get<TargetReader>().ProposeAsync(_workbench.Admin, "toy", null, "label", null, null, Cancellation);

        Assert.Equal((ModelTask.Binary, "auc", "yes", 60), (proposal.Task, proposal.Metric, proposal.PositiveClass, proposal.Rows));
        Assert.Contains(proposal.Reasons, reason => reason.Contains("two values", StringComparison.Ordinal));
    }

    private Task<Guid> LaunchAsync(ExperimentSpec spec) => Launcher.LaunchAsync(_workbench.Admin, new ExperimentRequest("toy", null, spec), Cancellation);
}
