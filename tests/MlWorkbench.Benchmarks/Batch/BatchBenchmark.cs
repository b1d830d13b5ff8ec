using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Search;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Batch;

/// <summary>
/// Rows per second and memory of a batch prediction from a dataset version to a file, with 200 trees of 31 leaves, against LightGBM's own prediction of the
/// same rows in memory with as many threads as processors.
/// </summary>
internal static class BatchBenchmark
{
    private const int DefaultRows = 1_000_000;
    private const int DefaultColumns = 20;
    private const int DefaultTimes = 3;
    private const int TrainingRows = 20_000;
    private const int Trees = 200;
    private const string Data = "many";
    private const string Model = "trees";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultRows;
        var columns = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : DefaultColumns;
        var times = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : DefaultTimes;
        NativeThreads.Prepare();
        await using var workbench = await TestWorkbench.StartAsync(realClock: true);
        using var booster = await PrepareAsync(workbench, rows, columns);
        foreach (var output in (BatchOutput[])[BatchOutput.Csv, BatchOutput.Parquet])
        {
            for (var time = 1; time <= times; time++)
            {
                ReleaseMemory();
                var (before, (batch, most)) = (Megabytes(), await ScoreAsync(workbench, new BatchOrder("1", output)));
                Say($"{output} {time}: {batch.RowsPerSecond:N0} rows a second, {batch.Scored:N0} rows; {before:N0} MB resident, {most - before:N0} MB more at most");
            }
        }

        for (var time = 1; time <= times; time++)
        {
            Say($"LightGBM {time}: {PredictNatively(booster, rows, columns):N0} rows a second");
        }

        return 0;
    }

    /// <summary>Plants the dataset version and the registered model. Returns the booster that the model was made from.</summary>
    private static async Task<LightGbmBooster> PrepareAsync(TestWorkbench workbench, int rows, int columns)
    {
        await new SampleModel(workbench.Services).PlantVersionAsync(workbench.Admin, Data, 1, Rows(rows, columns));
        var training = Rows(TrainingRows, columns);
        var featurePipeline = PipelineOf(training);
        var features = featurePipeline.Apply(training);
        var random = new Random(1);
        var labels = Enumerable.Range(0, TrainingRows)
            .Select(row => features.Row(row).ToArray().Where(value => !float.IsNaN(value)).Sum() + random.NextDouble() > columns / 2.0 ? 1f : 0f)
            .ToArray();
        using var dataset = LightGbmDataset.Create(features, labels);
        var booster = LightGbmBooster.Create(dataset, new Dictionary<string, object> { ["objective"] = "binary", ["num_leaves"] = 31, ["seed"] = 1 });
        for (var round = 0; round < Trees; round++)
        {
            booster.TrainRound();
        }

        using var package = new MemoryStream();
        ModelPackageWriter.Write(
            new ModelPackage(SignatureBuilder.Build(training, ModelTask.Binary, "y", ["0", "1"]), new Pipeline(featurePipeline, booster.ToTreeEnsemble())),
            package,
            new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var run = await new SampleRuns(workbench.Services).PlantAsync(workbench.Admin, new SampleRun(Package: package.ToArray()));
        await workbench.Get<ModelRegistration>().RegisterAsync(workbench.Admin, Model, run, null, CancellationToken.None);
        return booster;
    }

    /// <summary>Scores the dataset version. Returns the result with the highest resident memory in MB.</summary>
    private static async Task<(BatchPredictionDetails Batch, double Megabytes)> ScoreAsync(TestWorkbench workbench, BatchOrder order)
    {
        var id = await workbench.Get<BatchPredictions>().StartAsync(workbench.Admin, Model, Data, 1, order, CancellationToken.None);
        var running = workbench.RunJobsAsync();
        var most = Megabytes();
        while (await Task.WhenAny(running, Task.Delay(LookInterval)) != running)
        {
            most = Math.Max(most, Megabytes());
        }

        await running;
        var batch = await workbench.Get<BatchPredictionCatalog>().GetAsync(workbench.Admin, id, CancellationToken.None);
        return batch.State == JobState.Completed ? (batch, most) : throw new InvalidOperationException(batch.Job.Reason);
    }

    private static double PredictNatively(LightGbmBooster booster, int rows, int columns)
    {
        var table = Rows(rows, columns);
        var featurePipeline = PipelineOf(table);
        var part = (rows + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        FeatureMatrix[] parts =
        [
            .. Enumerable.Range(0, Environment.ProcessorCount).Select(number => featurePipeline.Apply(table.Slice(number * part, Math.Min(part, rows - (number * part))))),
        ];
        var watch = Stopwatch.StartNew();
        Parallel.ForEach(parts, features => booster.Predict(features));
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static FeaturePipeline PipelineOf(Table table) => new([.. table.Columns.Select(column => new NumberStep(column.Name))]);

    private static Table Rows(int rows, int columns)
    {
        var random = new Random(2);
        return new Table([.. Enumerable.Range(0, columns).Select(column => new NumericColumn($"x{column}", ColumnType.Number, Values(rows, random)))]);
    }

    private static double[] Values(int rows, Random random)
    {
        var values = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = random.NextDouble() < 0.05 ? double.NaN : Math.Round(random.NextDouble(), 6);
        }

        return values;
    }

    private static void ReleaseMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static double Megabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
