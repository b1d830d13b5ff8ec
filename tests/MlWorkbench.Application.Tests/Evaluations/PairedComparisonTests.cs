using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Evaluations;

/// <summary>Two models with a small, steady difference: their intervals overlap widely, but the comparison by row detects it.</summary>
public sealed class PairedComparisonTests
{
    private const int Rows = 600;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_SameTestRows_IsPairedAndFindsTheSmallLoss()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Test: Predicted(noise: 0)));

        var evidence = await AskAsync(world, new SampleRun(Test: Predicted(noise: 0.3)));

        Assert.True(evidence.Paired);
        Assert.True(evidence.SameTestRows);
        Assert.EndsWith("compared row by row.", EvidenceText.VerdictOf(evidence), StringComparison.Ordinal);
        Assert.False(Gate(evidence, "notWorseThanProduction").Passed);
        Assert.Equal(ComparisonOutcome.Worse, evidence.Metrics.Single(metric => metric.Candidate.Name == "auc").Outcome);
        Assert.Equal(["basic", "family", "plus"], evidence.Segments.Select(segment => segment.Level!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("no predictions kept")]
    [InlineData("other rows")]
    [InlineData("other dataset version")]
    public async Task Evidence_RowsNotKnownToBeTheSame_GoesByIntervals(string why)
    {
        await using var world = await RegistryWorld.StartAsync();
        var champion = Predicted(noise: 0);
        await world.PromoteNewAsync(new SampleRun(Test: why == "other rows" ? champion with { RowNumbers = [.. champion.RowNumbers.Select(row => row + 1)] } : champion));
        var version = await world.RegisterAsync(new SampleRun(Test: Predicted(noise: 0.3)));
        await using (var db = await world.OpenDatabaseAsync())
        {
            var production = await db.ModelVersions.Include(row => row.Run!.Experiment).SingleAsync(row => row.Number == 1, Token);
            if (why == "no predictions kept")
            {
                await db.RunArtifacts.Where(row => row.RunId == production.RunId && row.Path == SearchProtocol.TestFile).ExecuteDeleteAsync(Token);
            }
            else if (why == "other dataset version")
            {
                var other = await new SampleModel(world.Workbench.Services).PlantVersionAsync(world.Analyst, SampleModel.Dataset, 2, SampleModel.Customers(1_500, older: 3));
                await db.Evaluations.Where(row => row.SubjectId == production.RunId).ExecuteUpdateAsync(set => set.SetProperty(row => row.DatasetVersionId, other), Token);
            }

            await db.SaveChangesAsync(Token);
        }

        var evidence = await EvidenceAsync(world, await world.AskAsync(version));

        Assert.False(evidence.Paired);
        Assert.EndsWith("not row by row.", EvidenceText.VerdictOf(evidence), StringComparison.Ordinal);
        Assert.True(Gate(evidence, "notWorseThanProduction").Passed);
    }

    [Fact]
    public async Task CompareAsync_RunsOfTwoExperimentsOnTheSameRows_SaysThatItIsPaired()
    {
        await using var world = await RegistryWorld.StartAsync();
        var runs = new SampleRuns(world.Workbench.Services);
        var (first, second, old) = (await runs.PlantAsync(world.Analyst, new SampleRun(Test: Predicted(noise: 0))), await runs.PlantAsync(world.Analyst, new SampleRun(Test: Predicted(noise: 0.3))), await runs.PlantAsync(world.Analyst, new SampleRun(Auc: 0.7)));

        var comparison = await world.Workbench.Get<RunComparer>().CompareAsync(world.Analyst, [first, second, old], first, Token);

        Assert.Equal([null, true, false], comparison.Runs.Select(run => run.Paired));
        Assert.Equal(ComparisonOutcome.Worse, comparison.Runs[1].Outcome);
        Assert.Contains(comparison.Cautions, caution => caution.Contains("not row by row", StringComparison.Ordinal));
        Assert.True(comparison.Metrics.Single(metric => metric.Name == "f1").Cells[1].Gain is not null);
        var again = await world.Workbench.Get<RunComparer>().CompareAsync(world.Analyst, [first, second], first, Token);
        Assert.Empty(again.Cautions);
    }

    [Fact]
    public async Task SweepAsync_PredictionsOfTestRows_AreKept()
    {
        await using var world = await RegistryWorld.StartAsync();
        var run = await new SampleRuns(world.Workbench.Services).PlantAsync(world.Analyst, new SampleRun(Test: Predicted(noise: 0)));

        await world.Workbench.Get<ContentSweeper>().SweepAsync(Token);

        await using var db = await world.OpenDatabaseAsync();
        var digest = await db.RunArtifacts.Where(row => row.RunId == run && row.Path == SearchProtocol.TestFile).Select(row => row.Digest).SingleAsync(Token);
        Assert.True(await db.Contents.AnyAsync(content => content.Digest == digest, Token));
    }

    private static GateResult Gate(TransitionEvidence evidence, string name) => evidence.Gates.Single(gate => gate.Name == name);

    private static async Task<TransitionEvidence> AskAsync(RegistryWorld world, SampleRun run) => await EvidenceAsync(world, await world.AskAsync(await world.RegisterAsync(run)));

    private static async Task<TransitionEvidence> EvidenceAsync(RegistryWorld world, Guid request) => (await world.Inbox.FindAsync(world.Analyst, request, Token)).Evidence;

    private static TestPredictions Predicted(double noise)
    {
        var random = new Random(3);
        var truth = Enumerable.Range(0, Rows).Select(_ => random.NextDouble()).ToArray();
        var actuals = new Actuals(ModelTask.Binary, [.. truth.Select(probability => random.NextDouble() < probability ? 1.0 : 0)], ["No", "Yes"]);
        var predicted = truth.Select(probability => ((1 - noise) * probability) + (noise * random.NextDouble())).SelectMany(p => new[] { 1 - p, p });
        var plans = new CategoricalColumn("plan", ColumnType.Category, [.. Enumerable.Range(0, Rows).Select(row => row % 3)], ["basic", "plus", "family"]);
        return new TestPredictions([.. Enumerable.Range(0, Rows).Select(row => row * 2)], actuals, new Predictions([.. predicted], 2), new Table([plans]));
    }
}
