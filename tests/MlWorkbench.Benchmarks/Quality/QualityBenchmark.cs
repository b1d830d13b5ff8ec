using System.Diagnostics;
using System.Globalization;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Search;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>Measures the models that searches find in a given time. Trains on three quarters of each table, tests on the remaining rows.</summary>
internal static class QualityBenchmark
{
    private const double TestFraction = 0.25;

    public static int Run(QualityOptions options)
    {
        var earlier = options.Compare is null ? [] : File.ReadLines(options.Compare).Skip(1).Select(QualityResult.Parse).ToDictionary(result => (result.Name, result.Seed));
        var results = new List<QualityResult>();
        Console.Out.WriteLine($"{"table",-16}{"seed",5}{"metric",9}{"test",10}{"single",10}{"valid",10}{"skill",8}{"change",8}{"runs",6}{"sec",7}{"MB",6}  best");
        foreach (var table in QualityTable.ReadIndex(options.Folder, options.Index).Where(table => options.Tables is null || options.Tables.Contains(table.Name)))
        {
            foreach (var seed in options.Seeds)
            {
                var result = Search(table, seed, options);
                results.Add(result);
                Print(result, earlier.GetValueOrDefault((table.Name, seed)));
            }
        }

        PrintTotal(results, earlier);
        if (options.Out is { } file)
        {
            File.WriteAllLines(file, [QualityResult.Header, .. results.Select(result => result.ToCsv())]);
        }

        return 0;
    }

    private static QualityResult Search(QualityTable table, int seed, QualityOptions options)
    {
        var watch = Stopwatch.StartNew();
        var clock = new SearchClock(options.ByProcessorTime ? new ProcessorTime(options.Threads) : TimeProvider.System, TimeSpan.FromSeconds(options.Budget));
        var all = CsvTableReader.Read(table.File).Table;
        // The benchmark's own split, which no search sees.
        var outer = PlanMaker.Make(all, new ExperimentSpec
        {
            Target = table.Target,
            Task = table.Task,
            PositiveClass = table.PositiveClass,
            Validation = new ValidationSpec(TestFraction: TestFraction),
            Seed = seed,
        });
        var spec = new ExperimentSpec
        {
            Target = table.Target,
            Task = table.Task,
            PositiveClass = table.PositiveClass,
            BudgetSeconds = options.Budget,
            Validation = new ValidationSpec(TestFraction: 0),
            Seed = seed,
            Threads = options.Threads,
        };
        var setup = PlanMaker.Make(outer.Rows.Take(outer.Split.Train), spec);
        var runs = 0;
        using var search = new AutoMlSearch(setup, clock, null, TimeProvider.System, happened => runs += happened is RunFinished ? 1 : 0, CancellationToken.None);
        var best = search.Run([])!;
        var seconds = watch.Elapsed.TotalSeconds;
        var actuals = outer.Actuals.Take(outer.Split.Test);
        var inputs = outer.Rows.Take(outer.Split.Test);
        double Test(SearchRun run) => outer.Metric.Compute(actuals, OfClasses(new Predictions(run.Predictor!.Score(inputs), run.Predictor.Outputs), setup.Target.Classes, outer.Target.Classes));
        var metric = Test(best);
        var baseline = search.Leaderboard.Runs[0];
        using var process = Process.GetCurrentProcess();
        return new QualityResult(
            table.Name,
            seed,
            outer.Metric.Name,
            metric,
            Test(search.Leaderboard.Ranked.First(run => run.Result.Trainer != TrainerFamilies.Ensemble)),
            best.Result.Validation!.Value,
            best.Result.Validation.Low ?? double.NaN,
            best.Result.Validation.High ?? double.NaN,
            outer.Metric.HigherIsBetter ? (2 * metric) - 1 : 1 - (metric / baseline.Result.Validation!.Value),
            runs,
            seconds,
            process.PeakWorkingSet64 >> 20,
            best.Result.Title);
    }

    /// <summary>All rows of a rare class may be in the test part. The model does not know the class and gives it no probability.</summary>
    private static Predictions OfClasses(Predictions predictions, IReadOnlyList<string> known, IReadOnlyList<string> all)
    {
        if (known.Count == all.Count)
        {
            return predictions;
        }

        var places = known.Select(name => all.Index().First(pair => pair.Item == name).Index).ToArray();
        var values = new double[predictions.Values.Length / known.Count * all.Count];
        for (var i = 0; i < predictions.Values.Length; i++)
        {
            values[(i / known.Count * all.Count) + places[i % known.Count]] = predictions.Values[i];
        }

        return new Predictions(values, all.Count);
    }

    private static void Print(QualityResult result, QualityResult? earlier) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Name,-16}{result.Seed,5}{result.Metric,9}{result.Test,10:G5}{result.Single,10:G5}{result.Validation,10:G5}{result.Skill,8:F4}{Change(result, earlier),8}{result.Runs,6}{result.Seconds,7:F1}{result.PeakMegabytes,6}  {result.Best}"));

    private static string Change(QualityResult result, QualityResult? earlier) =>
        earlier is null ? "" : (result.Skill - earlier.Skill).ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture);

    private static void PrintTotal(List<QualityResult> results, Dictionary<(string Name, int Seed), QualityResult> earlier)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"mean skill {results.Average(result => result.Skill):F4} over {results.Count} searches; validation interval contains the test value in {results.Count(result => result.IsHonest)}"));
        var known = results.Where(result => earlier.ContainsKey((result.Name, result.Seed))).Select(result => result.Skill - earlier[(result.Name, result.Seed)].Skill).ToArray();
        if (known.Length > 0)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"against the earlier result: {known.Average():+0.0000;-0.0000} on average, better in {known.Count(change => change > 0)}, worse in {known.Count(change => change < 0)}"));
        }
    }
}
