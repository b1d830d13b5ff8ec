using System.CommandLine;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Search;

namespace MlWorkbench.Trainer.Commands;

/// <summary>
/// <c>search</c>: the command for the server. Runs the job of a folder, reports events line by line on standard output, and reads requests from standard
/// input.
/// </summary>
internal static class SearchCommand
{
    private static readonly Option<string> Job = CommonOptions.File("--job", "Folder with the job.");

    public static Command Create()
    {
        var command = new Command("search", "Run a search job for the server.") { Job };
        command.Hidden = true;
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(Job)));
        return command;
    }

    private static async Task<int> RunAsync(string folder)
    {
        var spent = TrainingThread.SinceProcessStart();
        using var stop = new StopSignal();
        StandardInput.Follow(stop);
        using var garbage = new GarbageWatch();
        try
        {
            var job = SearchProtocol.ReadJob(folder);
            var clock = new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(job.RemainingSeconds), spent);
            var table = await SampledTable.ReadArrowAsync(job.DataFile, columns => RowLimit.Of(columns, job.Spec.BudgetSeconds), job.Spec.Seed);
            return await TrainingThread.Run(() => Search(folder, job, PlanMaker.Make(table, job.Spec), clock, stop.Token));
        }
        catch (EngineException failure)
        {
            Send(new SearchFailed(failure.Code, failure.Message, failure.Column));
            return ExitCode.UnusableInput;
        }
    }

    private static int Search(string folder, SearchJob job, SearchSetup setup, SearchClock clock, CancellationToken stop)
    {
        using var search = new AutoMlSearch(setup, clock, folder, TimeProvider.System, Send, stop);
        if (search.Run(job.Finished) is not null)
        {
            return ExitCode.Success;
        }

        Send(new SearchFailed("stopped_without_model", "The search was stopped before a model was trained."));
        return ExitCode.CancelledWithoutModel;
    }

    private static void Send(SearchEvent happened)
    {
        Console.Out.WriteLine(SearchProtocol.WriteEvent(happened));
        Console.Out.Flush();
    }
}
