using System.CommandLine;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Process;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer.Commands;

/// <summary><c>automl</c>: trains a model package from a file.</summary>
internal static class AutoMlCommand
{
    private const int MaxRestarts = 3;

    private static readonly Option<string> Data = CommonOptions.File("--data", "Training rows: delimited text, Excel workbook (.xlsx) or Parquet.");
    private static readonly Option<string?> Sheet = CommonOptions.Sheet();
    private static readonly Option<string> Target = CommonOptions.File("--target", "Column to predict.");
    private static readonly Option<string> Out = CommonOptions.File("--out", "Path of the model package to write (zip).");
    private static readonly Option<string?> Report = new("--report") { Description = "Path of the JSON report of the search to write." };
    private static readonly Option<ModelTask?> Task = new("--task") { Description = $"{TaskDefinitions.Names}. Default: inferred." };
    private static readonly Option<string?> Metric = new("--metric") { Description = "Metric to optimise. Default: auc, logLoss or rmse by task." };
    private static readonly Option<string?> Positive = new("--positive-class") { Description = "Class to detect, for binary classification." };
    private static readonly Option<double> Budget = new("--budget") { Description = "Seconds for the whole command.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads for training.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of all random choices.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> MaxRuns = new("--max-runs") { Description = "Stop after this many runs. If the budget suffices for them, the search is repeatable with its seed." };
    private static readonly Option<string[]?> Exclude = CommonOptions.Columns("--exclude", "Columns to exclude, separated by commas.");
    private static readonly Option<string[]?> Segments = CommonOptions.Columns("--segments", "Columns whose levels form segments, separated by commas.");
    private static readonly Option<string[]?> Trainers = CommonOptions.Columns(
        "--trainers",
        $"Trainer families, separated by commas: {string.Join(", ", TrainerFamilies.Selectable)}. Default: all.");
    private static readonly Option<string?> Recipe = new("--recipe") { Description = "JSON file with the steps that prepare the columns before the search." };
    private static readonly Option<string?> TimeColumn = new("--time-column") { Description = "Validate by time with this column." };
    private static readonly Option<string?> GroupColumn = new("--group-column") { Description = "Validate by group with this column." };
    private static readonly Option<double?> MaxLatency = new("--max-latency") { Description = "Maximum time to score one row, in microseconds." };
    private static readonly Option<bool> Interpretable = new("--interpretable") { Description = "Only interpretable models: one linear model." };
    private static readonly Option<int?> MaxMemory = new("--max-memory")
    {
        Description = "Limit of memory in megabytes, at which the search stops with the best model so far.",
    };
    private static readonly Option<double> TestFraction = new("--test-fraction")
    {
        Description = "Share of rows set aside to test the winner. If 0, the model trains on all rows and the validation value is the estimate.",
        DefaultValueFactory = _ => 0,
    };

    public static Command Create()
    {
        var command = new Command("automl", "Find the best model for a table within a time budget.")
        {
            Data, Sheet, Target, Task, Metric, Positive, Budget, Threads, Seed, MaxRuns, Exclude, Segments, Trainers, Recipe, TimeColumn, GroupColumn, TestFraction, MaxLatency, Interpretable, MaxMemory, Out, Report,
        };
        CommonOptions.Require<double>(Budget, seconds => seconds is > 0 and < 1e7, "--budget must be more than 0 seconds.");
        CommonOptions.Require<int>(Threads, threads => threads is > 0 and <= 1024, "--threads must be at least 1.");
        CommonOptions.Require<int?>(MaxRuns, runs => runs is null or > 0, "--max-runs must be at least 1.");
        command.Validators.Add(result =>
        {
            if (result.GetValue(TimeColumn) is not null && result.GetValue(GroupColumn) is not null)
            {
                result.AddError("--time-column and --group-column cannot be used together.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var clock = new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(Budget)), TrainingThread.SinceProcessStart());
        var spec = Spec(parsed);
        var outFile = Path.GetFullPath(parsed.GetRequiredValue(Out));
        RequireFolder(outFile);
        // If only the number of runs is limited, time does not limit the number of rows.
        double? rowSeconds = spec.MaxRuns is null || parsed.GetResult(Budget) is { Implicit: false } ? spec.BudgetSeconds : null;
        var search = new FileSearch(parsed.GetValue(Sheet), rowSeconds, outFile);
        var report = new SearchReport(clock, Console.Error);
        var follower = new FileSearchFollower(spec, parsed.GetRequiredValue(Data), search, clock, report);
        if (await SuperviseAsync(follower) is SearchFailed failed)
        {
            await Console.Error.WriteLineAsync(failed.Message.ReplaceLineEndings(" "));
            return failed.Code == SearchFailed.Stopped ? ExitCode.CancelledWithoutModel : ExitCode.UnusableInput;
        }

        if (parsed.GetValue(Report) is { } reportFile)
        {
            await DataFile.WriteAsync(reportFile, report.WriteAsync);
        }

        report.Summarise(Console.Out, parsed.GetRequiredValue(Out));
        return ExitCode.Success;
    }

    /// <summary>The search runs in its own process: a native library that crashes, or a lack of memory, costs the run in progress.</summary>
    private static async Task<SearchEvent> SuperviseAsync(FileSearchFollower follower)
    {
        using var stop = new StopSignal();
        var folder = Directory.CreateTempSubdirectory("mlworkbench-");
        try
        {
            return await new SearchSupervisor(TrainerProgram(), folder.FullName, lowPriority: false, new SupervisionLimits(MaxRestarts), follower, TimeProvider.System).RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return SearchFailed.StoppedWithoutModel;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program. If it was started as "dotnet MlWorkbench.Trainer.dll", its library.</summary>
    private static string TrainerProgram()
    {
        var host = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? typeof(AutoMlCommand).Assembly.Location : host;
    }

    private static ExperimentSpec Spec(ParseResult parsed)
    {
        var (kind, column) = (parsed.GetValue(TimeColumn), parsed.GetValue(GroupColumn)) switch
        {
            ({ } time, _) => (ValidationKind.Time, time),
            (_, { } group) => (ValidationKind.Group, group),
            _ => (ValidationKind.Auto, (string?)null),
        };
        return new ExperimentSpec
        {
            Target = parsed.GetRequiredValue(Target),
            Task = parsed.GetValue(Task),
            Metric = parsed.GetValue(Metric),
            PositiveClass = parsed.GetValue(Positive),
            BudgetSeconds = parsed.GetValue(Budget),
            MaxRuns = parsed.GetValue(MaxRuns),
            Validation = new ValidationSpec(kind, Column: column, TestFraction: parsed.GetValue(TestFraction)),
            Exclude = parsed.GetValue(Exclude),
            Segments = parsed.GetValue(Segments)?.Select(NamedSegment.OfColumn).ToList(),
            Trainers = parsed.GetValue(Trainers) is { Length: > 0 } trainers ? trainers : null,
            Seed = parsed.GetValue(Seed),
            Threads = parsed.GetValue(Threads),
            Limits = Limits(parsed),
            Recipe = parsed.GetValue(Recipe) is { } recipe ? RecipeJson.Read(DataFile.ReadText(recipe)) : null,
        };
    }

    private static ModelLimits? Limits(ParseResult parsed)
    {
        var limits = new ModelLimits(parsed.GetValue(MaxLatency), parsed.GetValue(Interpretable), parsed.GetValue(MaxMemory));
        return limits == new ModelLimits() ? null : limits;
    }

    private static void RequireFolder(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw new EngineException("folder_missing", $"There is no folder '{folder}' to write '{Path.GetFileName(file)}' into.");
        }
    }
}
