using System.Diagnostics;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer.Tests;

public sealed class SearchCommandTests
{
    [Fact]
    public async Task Search_FewRuns_TellsEverythingAndLeavesEachRunsFiles()
    {
        using var folder = new WorkFolder();
        // The number of runs ends it, however slow the machine.
        await WriteJobAsync(folder, new ExperimentSpec { Target = "Class", BudgetSeconds = 600, MaxRuns = 4 }, 600, []);

        using var process = TrainerProgram.Start("search", "--job", folder.Root);
        var events = await ReadAsync(process);

        Assert.Equal(0, process.ExitCode);
        var plan = Assert.IsType<SearchPlanned>(events[0]).Plan;
        Assert.Equal((800, 200), (plan.TrainRows, plan.TestRows));
        var runs = events.OfType<RunFinished>().Select(finished => finished.Run).ToArray();
        Assert.Equal([1, 2, 3, 4, 5], runs.Select(run => run.Number));
        Assert.Equal([TrainerFamilies.Baseline, TrainerFamilies.Ensemble], [runs[0].Trainer, runs[^1].Trainer]);
        Assert.All(runs, run => Assert.True(run.State == RunState.Completed, run.Reason?.Code));
        Assert.All(runs, run => Assert.All(run.Files!, file => Assert.True(File.Exists(Path.Combine(SearchProtocol.RunFolder(folder.Root, run.Number), file)))));
        var completed = Assert.IsType<SearchCompleted>(events[^1]);
        var best = events.OfType<RunEvaluated>().Single(evaluated => evaluated.Number == completed.BestRunNumber).Evaluation;
        Assert.Equal((800, 200), (best.Validation.Rows, best.Test!.Rows));
        Assert.NotEmpty(best.Importance);
        Assert.InRange(best.Test.Metrics[0].Value, 0.7, 0.9);
    }

    [Fact]
    public async Task Search_WithFinishedRuns_GoesOnAfterThem()
    {
        using var folder = new WorkFolder();
        var spec = new ExperimentSpec { Target = "Class", BudgetSeconds = 60, MaxRuns = 3 };
        await WriteJobAsync(folder, spec with { MaxRuns = 2 }, 60, []);
        using (var first = TrainerProgram.Start("search", "--job", folder.Root))
        {
            var runs = (await ReadAsync(first)).OfType<RunFinished>().Select(finished => finished.Run).ToLookup(run => run.Trainer == TrainerFamilies.Ensemble);
            Assert.Equal([1, 2], runs[false].Select(run => run.Number));
            // Simulates a process that was killed before blending.
            foreach (var blend in runs[true])
            {
                Directory.Delete(SearchProtocol.RunFolder(folder.Root, blend.Number), recursive: true);
            }

            await WriteJobAsync(folder, spec, 50, [.. runs[false]]);
        }

        var written = File.GetLastWriteTimeUtc(Path.Combine(SearchProtocol.RunFolder(folder.Root, 2), SearchProtocol.ModelFile));
        using var second = TrainerProgram.Start("search", "--job", folder.Root);
        var events = await ReadAsync(second);

        Assert.Equal([3, 4], events.OfType<RunStarted>().Select(started => started.Number));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(SearchProtocol.RunFolder(folder.Root, 2), SearchProtocol.ModelFile)));
        Assert.Equal([1, 2, 3, 4], events.OfType<RunEvaluated>().Select(evaluated => evaluated.Number).Order());
        Assert.IsType<SearchCompleted>(events[^1]);
    }

    [Fact]
    public async Task Search_StopLine_KeepsTheBestSoFar()
    {
        using var folder = new WorkFolder();
        await WriteJobAsync(folder, new ExperimentSpec { Target = "Class", BudgetSeconds = 600 }, 600, []);
        using var process = TrainerProgram.Start("search", "--job", folder.Root);

        var events = new List<SearchEvent>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (SearchProtocol.ReadEvent(line) is { } happened)
            {
                events.Add(happened);
                if (happened is RunFinished { Run.Number: 3 })
                {
                    await process.StandardInput.WriteLineAsync(SearchProtocol.StopLine);
                    await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                }
            }
        }

        Assert.True(Assert.IsType<SearchCompleted>(events[^1]).StoppedEarly);
        Assert.NotEmpty(events.OfType<RunEvaluated>());
    }

    [Fact]
    public async Task Search_EndOfInput_EndsAtOnce()
    {
        using var folder = new WorkFolder();
        await WriteJobAsync(folder, new ExperimentSpec { Target = "Class", BudgetSeconds = 600 }, 600, []);
        using var process = TrainerProgram.Start("search", "--job", folder.Root);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        process.StandardInput.Close();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(300));
        await process.WaitForExitAsync(patience.Token);
        Assert.NotEqual(0, process.ExitCode);
    }

    [Fact]
    public async Task Search_WrongTarget_FailsWithCodeAndColumn()
    {
        using var folder = new WorkFolder();
        await WriteJobAsync(folder, new ExperimentSpec { Target = "Nope" }, 60, []);

        using var process = TrainerProgram.Start("search", "--job", folder.Root);
        var events = await ReadAsync(process);

        var failed = Assert.IsType<SearchFailed>(Assert.Single(events));
        Assert.Equal(("unknown_column", "Nope"), (failed.Code, failed.Column));
        Assert.Equal(3, process.ExitCode);
    }

    private static async Task WriteJobAsync(WorkFolder folder, ExperimentSpec spec, double seconds, IReadOnlyList<RunResult> finished)
    {
        var arrow = folder["data.arrow"];
        if (!File.Exists(arrow))
        {
            using var stream = File.Create(arrow);
            await TableToArrow.WriteAsync(CsvTableReader.Inspect(() => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", "german-credit.csv"))), stream);
        }

        SearchProtocol.WriteJob(folder.Root, new SearchJob(spec, arrow, seconds, finished));
    }

    private static async Task<List<SearchEvent>> ReadAsync(Process process)
    {
        var events = new List<SearchEvent>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (SearchProtocol.ReadEvent(line) is { } happened)
            {
                events.Add(happened);
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return events;
    }
}
