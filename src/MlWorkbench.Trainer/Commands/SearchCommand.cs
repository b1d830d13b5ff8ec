using System.CommandLine;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Search;

namespace MlWorkbench.Trainer.Commands;

/// <summary>
/// <c>search</c>: the command for a supervisor. Runs the job of a folder, reports events line by line on standard output, and reads requests from standard
/// input.
/// </summary>
internal static class SearchCommand
{
    private static readonly Option<string> Job = CommonOptions.File("--job", "Folder with the job.");

    public static Command Create()
    {
        var command = new Command("search", "Run a search job for a supervisor.") { Job };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(Job), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        var spent = TrainingThread.SinceProcessStart();
        using var stop = new StopSignal();
        StandardInput.Follow(stop);
        using var garbage = new GarbageWatch();
        try
        {
            var job = SearchProtocol.ReadJob(folder);
            var clock = new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(job.RemainingSeconds), spent);
            using var memory = job.File is null ? null : MemoryWatch.Start(job.Spec.Limits?.MaxMemoryMegabytes, stop, Send);
            var table = job.File is { } file
                ? await DataFile.DrawAsync(job.DataFile, file.Sheet, file.RowSeconds ?? double.PositiveInfinity, job.Spec.Seed, cancellation)
                : await SampledTable.ReadArrowAsync(job.DataFile, columns => RowLimit.Of(columns, job.Spec.BudgetSeconds), job.Spec.Seed);
            var setup = await TrainingThread.Run(() => PlanMaker.Make(table, job.Spec));
            var ended = await SearchAsync(folder, job, setup, clock, stop.Token);
            Send(ended);
            return ended is SearchCompleted ? ExitCode.Success : ExitCode.CancelledWithoutModel;
        }
        catch (EngineException failure)
        {
            Send(new SearchFailed(failure.Code, failure.Message, failure.Column));
            return ExitCode.UnusableInput;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Send(new SearchFailed("file_failed", failure.Message));
            return ExitCode.UnusableInput;
        }
    }

    /// <summary>Returns the event that ends the search. The caller sends it, so that all files are complete by then.</summary>
    private static async Task<SearchEvent> SearchAsync(string folder, SearchJob job, SearchSetup setup, SearchClock clock, CancellationToken stop)
    {
        SearchEvent ended = SearchFailed.StoppedWithoutModel;
        using var search = new AutoMlSearch(setup, clock, job.File is null ? folder : null, TimeProvider.System, Report, stop);
        var best = await TrainingThread.Run(() => search.Run(job.Finished));
        if (best is not null && job.File is { } file)
        {
            await DataFile.WriteAsync(file.PackageFile, stream => TrainingThread.Run(() => search.WritePackage(best, stream)));
        }

        return ended;

        void Report(SearchEvent happened)
        {
            if (happened is SearchCompleted)
            {
                ended = happened;
            }
            else
            {
                Send(happened);
            }
        }
    }

    private static void Send(SearchEvent happened)
    {
        Console.Out.WriteLine(SearchProtocol.WriteEvent(happened));
        Console.Out.Flush();
    }
}
