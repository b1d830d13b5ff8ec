using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Tests.Experiments;

/// <summary>Segments of experiments as rows of their project.</summary>
public sealed class ExperimentSegmentsTests
{
    private const int BudgetSeconds = 600;

    private static readonly NamedSegment Ages = new("age bands", new NumberBins("Age", [25, 40]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NoSegmentsRequested_RecordsThoseOfThePlan()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(new ExperimentSpec { Target = "Class", MaxRuns = 2, BudgetSeconds = BudgetSeconds });

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        var segments = await ListAsync(bench);
        Assert.NotEmpty(segments);
        Assert.Equal(experiment.Plan!.Segments.Order(StringComparer.Ordinal), segments.Select(segment => segment.Name).Order(StringComparer.Ordinal));
        Assert.All(segments, segment => Assert.Equal(("levels", 1, new ColumnLevels(segment.Name)), (segment.Kind, segment.Experiments, segment.Definition)));
    }

    [Fact]
    public async Task RunAsync_SegmentsOfEachKind_AreEvaluatedOnBothSplits()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var adults = new NamedSegment("large loans of adults", new FilteredSegment([RowCondition.Parse("Age >= 25"), RowCondition.Parse("Amount > 2000")]));
        var crossing = new NamedSegment("age and telephone", new SegmentCrossing(Ages.Definition, new ColumnLevels("Telephone")));
        var id = await bench.LaunchAsync(new ExperimentSpec
        {
            Target = "Class",
            MaxRuns = 2,
            BudgetSeconds = BudgetSeconds,
            Segments = [Ages, adults, crossing, NamedSegment.OfColumn("Telephone")],
        });

        await bench.RunJobsAsync();

        var best = (await bench.GetAsync(id)).BestRunId!.Value;
        var evaluation = (await bench.Get<RunCatalog>().GetAsync(bench.Admin, best, Cancellation)).Evaluation!;
        Assert.All([evaluation.Validation, evaluation.Test!], split =>
        {
            Assert.Equal(["age and telephone", "age bands", "large loans of adults", "Telephone"], split.Segments.Select(segment => segment.Column).Distinct().Order(StringComparer.OrdinalIgnoreCase));
            Assert.Equal(["25 – < 40", "< 25", "≥ 40"], split.Segments.Where(segment => segment.Column == "age bands").Select(segment => segment.Level!).Order(StringComparer.Ordinal));
            Assert.All(split.Segments.GroupBy(segment => segment.Column), parts => Assert.Equal(split.Rows, parts.Sum(part => part.Rows)));
        });
        Assert.Equal(["bins", "crossing", "filter", "levels"], (await ListAsync(bench)).Select(segment => segment.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LaunchAsync_SavedSegmentByName_UsesItsDefinition()
    {
        await using var bench = await ExperimentBench.StartAsync();
        await LaunchAsync(bench, Ages);

        var id = await LaunchAsync(bench, NamedSegment.OfColumn("age bands"), NamedSegment.OfColumn("Telephone"));

        var segments = (await bench.GetAsync(id)).Spec.Segments!;
        Assert.Equal(["bins", "levels"], segments.Select(segment => segment.Definition.Kind));
        Assert.Equal([("Telephone", 1), ("age bands", 2)], (await ListAsync(bench)).Select(segment => (segment.Name, segment.Experiments)));
    }

    [Fact]
    public async Task LaunchAsync_NameOfAnotherDefinition_IsRefusedAndLeavesNothing()
    {
        await using var bench = await ExperimentBench.StartAsync();
        await LaunchAsync(bench, Ages);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => LaunchAsync(bench, Ages with { Definition = new NumberBins("Age", [30]) }));

        Assert.Equal("segment_name_taken", refusal.Code);
        Assert.Equal(1, (await bench.Get<ExperimentCatalog>().ListAsync(bench.Admin, new ListQuery(), null, Cancellation)).Total);
    }

    [Fact]
    public async Task LaunchAsync_ColumnNamedAsASavedSegment_IsTheColumn()
    {
        await using var bench = await ExperimentBench.StartAsync();
        await LaunchAsync(bench, new NamedSegment("Telephone", new NumberBins("Age", [30])));

        await LaunchAsync(bench, NamedSegment.OfColumn("Telephone"));
        await LaunchAsync(bench, NamedSegment.OfColumn("Telephone"));

        Assert.Equal([("Telephone", "bins", 1), ("Telephone (column)", "levels", 2)], (await ListAsync(bench)).Select(segment => (segment.Name, segment.Kind, segment.Experiments)));
    }

    [Fact]
    public async Task ListAsync_AnotherProject_SeesNothing()
    {
        await using var bench = await ExperimentBench.StartAsync();
        await LaunchAsync(bench, Ages);
        var elsewhere = bench.Admin with { Project = bench.Admin.Project with { Id = Guid.NewGuid() } };

        Assert.Empty((await bench.Get<SegmentCatalog>().ListAsync(elsewhere, new ListQuery(), Cancellation)).Items);
        Assert.Single((await bench.Get<SegmentCatalog>().ListAsync(bench.Admin, new ListQuery("BANDS"), Cancellation)).Items);
        Assert.Empty((await bench.Get<SegmentCatalog>().ListAsync(bench.Admin, new ListQuery("nothing"), Cancellation)).Items);
    }

    [Fact]
    public async Task Stored_Definition_IsFoundAgainHoweverItsJsonWasWritten()
    {
        await using var bench = await ExperimentBench.StartAsync();
        await LaunchAsync(bench, NamedSegment.OfColumn("Telephone"));
        await using (var db = await bench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.Segments.ExecuteUpdateAsync(set => set.SetProperty(segment => segment.Definition, """{ "kind": "levels", "column": "Tel\u0065phone" }"""), Cancellation);
        }

        await LaunchAsync(bench, NamedSegment.OfColumn("Telephone"));

        Assert.Equal(2, Assert.Single(await ListAsync(bench)).Experiments);
    }

    private static Task<Guid> LaunchAsync(ExperimentBench bench, params IReadOnlyList<NamedSegment> segments) => bench.LaunchAsync(new ExperimentSpec
    {
        Target = "Class",
        Segments = segments,
    });

    private static async Task<IReadOnlyList<SegmentSummary>> ListAsync(ExperimentBench bench) => (await bench.Get<SegmentCatalog>().ListAsync(bench.Admin, new ListQuery(), Cancellation)).Items;
}
