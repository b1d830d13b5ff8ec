using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Search;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Search;

public sealed class AutoMlSearchTests
{
    /// <summary>The budget is longer than any machine needs, because a run that meets its time limit stops early.</summary>
    [Fact]
    public void Run_SameSeedAndRuns_GiveTheSameLeaderboard()
    {
        var (first, second) = (Leaderboard(), Leaderboard());

        Assert.Equal(9, first.Length);
        Assert.Equal(first, second);

        static string[] Leaderboard() => [.. Search(SmallTable.Spec("bought") with { MaxRuns = 8, BudgetSeconds = 3_600 }).Runs
            .Select(run => $"{run.Number} {run.Title} {run.Validation!.Value:R} {string.Join(' ', run.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))}")];
    }

    [Theory]
    [InlineData("bought")]
    [InlineData("amount")]
    public void Run_Interpretable_GivesOneLinearModel(string target)
    {
        var (best, runs) = Search(SmallTable.Spec(target) with { MaxRuns = 5, Limits = new ModelLimits(Interpretable: true) });

        var (pipeline, _) = Assert.Single(best!.Predictor!.Pipelines);
        Assert.IsType<LinearModel>(pipeline.Model);
        Assert.Equal([TrainerFamilies.Baseline, TrainerFamilies.Linear], runs.Select(run => run.Trainer).Where(trainer => trainer != TrainerFamilies.Ensemble).Distinct());
    }

    [Fact]
    public void Run_NoModelIsFastEnough_KeepsTheBaseline()
    {
        var (best, runs) = Search(SmallTable.Spec("bought") with { MaxRuns = 3, Limits = new ModelLimits(MaxMicrosecondsPerRow: 1e-4) });

        Assert.Equal(TrainerFamilies.Baseline, best!.Result.Trainer);
        Assert.All(runs.Where(run => run.Trainer != TrainerFamilies.Ensemble), run => Assert.True(run.MicrosecondsPerRow > 1e-4));
    }

    [Fact]
    public void Run_EveryModelIsFastEnough_BlendsSingleModels()
    {
        var (best, runs) = Search(SmallTable.Spec("bought") with { MaxRuns = 5, Limits = new ModelLimits(MaxMicrosecondsPerRow: 1e9) });

        Assert.NotEqual(TrainerFamilies.Baseline, best!.Result.Trainer);
        Assert.InRange(best.Predictor!.Pipelines.Count(), 1, runs.Count);
        Assert.True(best.Result.MicrosecondsPerRow > 0);
    }

    [Fact]
    public void Check_LimitsThatCannotBeKept_AreRefused()
    {
        Assert.Equal("latency_out_of_range", Assert.Throws<EngineException>(() => new ModelLimits(MaxMicrosecondsPerRow: 0).Check(null)).Code);
        Assert.Equal("memory_out_of_range", Assert.Throws<EngineException>(() => new ModelLimits(MaxMemoryMegabytes: 5).Check(null)).Code);
        Assert.Equal("not_interpretable", Assert.Throws<EngineException>(() => new ModelLimits(Interpretable: true).Check([TrainerFamilies.LightGbm])).Code);
    }

    [Fact]
    public void Run_OnlyOneFamilyWanted_UsesNoOther()
    {
        var (_, runs) = Search(SmallTable.Spec("bought") with { Trainers = [TrainerFamilies.Linear] });

        Assert.Equal([TrainerFamilies.Baseline, TrainerFamilies.Linear], runs.Select(run => run.Trainer).Where(trainer => trainer != TrainerFamilies.Ensemble).Distinct());
    }

    [Fact]
    public void Run_MetricOfDecisions_FindsAThresholdThatThePackageCarries()
    {
        var setup = PlanMaker.Make(SmallTable.Make(400), SmallTable.Spec("bought") with { Metric = "f1", MaxRuns = 3 });
        SearchCompleted? completed = null;
        using var search = new AutoMlSearch(setup, new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(60)), null, TimeProvider.System, happened => completed = happened as SearchCompleted ?? completed, default);
        var best = search.Run([])!;
        using var package = new MemoryStream();
        search.WritePackage(best, package);
        package.Position = 0;

        var threshold = ModelPackageReader.Read(package).Signature.Threshold;

        Assert.Equal(best.OutOfFold!.Threshold, threshold);
        var f1 = Metrics.Get(ModelTask.Binary, "f1");
        var rows = setup.Actuals.Take(setup.Split.ValidatedRows);
        Assert.Equal(best.Result.Validation!.Value, f1.Compute(rows, best.OutOfFold), 12);
        Assert.True(best.Result.Validation.Value >= f1.Compute(rows, best.OutOfFold with { Threshold = 0.5 }));
        Assert.Equal(threshold != 0.5, completed!.Findings.Any(finding => finding.Code == "decision_threshold"));
    }

    [Fact]
    public void Run_ShortBudget_EndsWithAModel()
    {
        var (best, _) = Search(SmallTable.Spec("amount") with { BudgetSeconds = 10 }, rows: 1_000);

        Assert.NotNull(best);
        Assert.NotEqual(TrainerFamilies.Baseline, best.Result.Trainer);
    }

    [Fact]
    public void Run_Stopped_KeepsTheBestSoFar()
    {
        using var stop = new CancellationTokenSource();
        var (best, runs) = Search(SmallTable.Spec("bought") with { BudgetSeconds = 600 }, onEvent: happened =>
        {
            if (happened is RunFinished { Run.Number: 3 })
            {
                stop.Cancel();
            }
        }, stop: stop.Token);

        Assert.InRange(runs.Count, 3, 4);
        Assert.Contains(best!.Number, runs.Select(run => run.Number));
    }

    [Theory]
    [InlineData(false, "members_retrained")]
    [InlineData(true, "members_not_retrained_stopped")]
    public void Run_Holdout_SaysWhetherTheBlendHasLearntFromAllRows(bool stopped, string code)
    {
        using var stop = new CancellationTokenSource();
        SearchCompleted? completed = null;
        var spec = SmallTable.Spec("bought") with { MaxRuns = 3, Validation = new ValidationSpec(ValidationKind.Holdout, TestFraction: 0.2) };

        Search(spec, onEvent: happened =>
        {
            completed = happened as SearchCompleted ?? completed;
            if (stopped && happened is RunFinished { Run.Number: 3 })
            {
                stop.Cancel();
            }
        }, stop: stop.Token);

        Assert.Contains(completed!.Findings, finding => finding.Code == code);
    }

    [Fact]
    public void Run_SeveralRunsRankPerfectly_TheBlendTakesTheSurestOfThem()
    {
        var random = new Random(5);
        double[] amounts = [.. Enumerable.Range(0, 600).Select(row => (0.3 * random.NextDouble()) + (row % 2 == 0 ? 0.7 : 0))];
        var table = new Table([
            SmallTable.Numbers("size", ColumnType.Number, amounts),
            SmallTable.Texts("kind", [.. amounts.Select(amount => amount > 0.5 ? "big" : "small")])]);
        var setup = PlanMaker.Make(table, new ExperimentSpec { Target = "kind", MaxRuns = 14 });
        using var search = new AutoMlSearch(setup, SmallTable.Limits().Clock, null, TimeProvider.System, _ => { }, CancellationToken.None);

        var best = search.Run([]);

        Assert.Equal(1, best?.Result.Validation?.Value);
        var actuals = setup.Actuals.Take(setup.Split.ValidatedRows);
        var logLoss = Metrics.Get(ModelTask.Binary, "logLoss");
        var losses = search.Leaderboard.Runs.Where(run => run.OutOfFold is not null).Select(run => (run.Number, Loss: logLoss.Compute(actuals, run.OutOfFold!))).ToArray();
        // Weights are chosen on nine tenths of the rows at a time, so another run can be minimally better.
        Assert.InRange(losses.Single(run => run.Number == best?.Number).Loss, 0, losses.Min(run => run.Loss) + 1e-3);
    }

    [Fact]
    public void Run_WholeNumbersThatNameShops_AreLearntAsCategoriesAndSaidSo()
    {
        var random = new Random(3);
        double[] ofShop = [.. Enumerable.Range(0, 100).Select(_ => 10 * random.NextDouble())];
        int[] shops = [.. Enumerable.Range(0, 800).Select(_ => random.Next(100))];
        var table = new Table([
            SmallTable.Numbers("shop", ColumnType.Integer, shops.Select(shop => 7_000.0 + shop)),
            SmallTable.Numbers("year", ColumnType.Integer, shops.Select((_, row) => 2_000.0 + (row % 20))),
            SmallTable.Numbers("sales", ColumnType.Number, shops.Select((shop, row) => ofShop[shop] + (row % 20 / 5.0) + random.NextDouble()))]);
        SearchCompleted? completed = null;
        using var search = new AutoMlSearch(
            PlanMaker.Make(table, new ExperimentSpec { Target = "sales", MaxRuns = 3 }), SmallTable.Limits().Clock, null, TimeProvider.System, happened => completed = happened as SearchCompleted ?? completed, CancellationToken.None);

        var best = search.Run([]);

        Assert.Equal("'shop'", Assert.Single(completed!.Findings, finding => finding.Code == "identifiers_as_categories").Values["columns"]);
        // The standard deviation of the noise is 0.29. Without the shops, the error would be above 2.
        Assert.InRange(best?.Result.Validation?.Value ?? double.NaN, 0.2, 1);
    }

    [Fact]
    public void Run_StoppedBeforeItBegan_HasNoModel()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Null(Search(SmallTable.Spec("bought"), stop: stop.Token).Best);
    }

    [Fact]
    public void Execute_TrainerThrows_IsAFailedRowAndTheCauseGoesToTheLogOnly()
    {
        var setup = SmallTable.Setup("bought");
        var events = new List<SearchEvent>();
        var executor = new RunExecutor(setup, new Dictionary<string, ITrainer> { [TrainerFamilies.Linear] = new BrokenTrainer() }, null, events.Add);

        var run = executor.Execute(4, LinearVariants.Of(setup)[0], SmallTable.Limits());

        Assert.Equal((4, RunState.Failed, false), (run.Number, run.Result.State, run.IsCompleted));
        Assert.Equal(("run_failed", 0), (run.Result.Reason!.Code, run.Result.Reason.Values.Count));
        var broken = Assert.IsType<RunBroke>(Assert.Single(events));
        Assert.Equal(4, broken.Number);
        Assert.Contains("out of paper", broken.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_FamilyThatKeepsFailing_IsTriedNoMore()
    {
        var setup = SmallTable.Setup("bought");
        var source = new CandidateSource(setup, new HashSet<string> { TrainerFamilies.Baseline, TrainerFamilies.LightGbm });
        var leaderboard = new Leaderboard(setup.Metric);

        var tried = 0;
        while (source.Next(leaderboard) is { } next)
        {
            tried++;
            leaderboard.Add(new SearchRun(new RunResult
            {
                Number = tried,
                Trainer = next.Trainer,
                Title = next.Title,
                State = RunState.Failed,
                Parameters = next.Parameters,
                Validation = null,
                FoldValues = [],
                Seconds = 0,
                Reason = Statement.OfText("broken"),
            }, null, null));
        }

        Assert.Equal(4, tried);
    }

    [Theory]
    [InlineData(0.79, 6)]
    [InlineData(0.7, 0)]
    public void Next_AfterThePortfolio_ImprovesTreesAndNetworksThatComeNear(double aucOfNetworks, int networks)
    {
        var setup = PlanMaker.Make(SmallTable.Make(200), SmallTable.Spec("bought") with { MaxRuns = 60 });
        var families = TrainerFamilies.Selectable.Append(TrainerFamilies.Baseline).ToHashSet();
        var source = new CandidateSource(setup, families);
        var leaderboard = new Leaderboard(setup.Metric);
        var portfolio = Portfolio.Of(setup, families).Count();

        var proposed = new List<Configuration>();
        for (var number = 1; number <= portfolio + 24; number++)
        {
            var next = source.Next(leaderboard)!;
            proposed.Add(next);
            var auc = next.Trainer switch
            {
                TrainerFamilies.Baseline => 0.5,
                TrainerFamilies.NeuralNet => aucOfNetworks,
                _ => 0.8,
            };
            var result = new RunResult
            {
                Number = number,
                Trainer = next.Trainer,
                Title = next.Title,
                State = RunState.Completed,
                Parameters = next.Parameters,
                Validation = new MetricValue("auc", auc, null, null, true),
                FoldValues = [],
                Seconds = 1,
            };
            leaderboard.Add(new SearchRun(result, new Predictions([0.5, 0.5], 2), null));
        }

        Assert.Equal(proposed.Count, proposed.Select(next => next.Title + string.Join(' ', next.Parameters.Values)).Distinct().Count());
        var searched = proposed.Skip(portfolio).ToLookup(next => next.Trainer);
        Assert.Subset(new HashSet<string> { TrainerFamilies.LightGbm, TrainerFamilies.NeuralNet }, searched.Select(family => family.Key).ToHashSet());
        Assert.InRange(searched[TrainerFamilies.NeuralNet].Count(), Math.Max(0, networks - 2), networks + (networks / 3));
    }

    /// <summary>Another program holds the processor while the first probe measures how long the importance takes.</summary>
    [Fact]
    public void Run_FirstProbeOfTheImportanceIsSlow_ComputesItAnyway()
    {
        var clock = new HaltingClock();
        var evaluated = new List<RunEvaluated>();
        var setup = PlanMaker.Make(SmallTable.Make(200), SmallTable.Spec("bought") with { MaxRuns = 2 });
        void Report(SearchEvent happened)
        {
            if (happened is PhaseChanged { Phase.Code: "scoring_test" })
            {
                clock.Halts = 4;
            }
            else if (happened is RunEvaluated evaluation)
            {
                evaluated.Add(evaluation);
            }
        }

        using var search = new AutoMlSearch(setup, new SearchClock(clock, TimeSpan.FromMinutes(10)), null, clock, Report, CancellationToken.None);
        search.Run([]);

        Assert.Equal(0, clock.Halts);
        Assert.NotEmpty(evaluated[0].Evaluation.Importance);
    }

    private static (SearchRun? Best, List<RunResult> Runs) Search(ExperimentSpec spec, int rows = 200, Action<SearchEvent>? onEvent = null, CancellationToken stop = default)
    {
        var setup = PlanMaker.Make(SmallTable.Make(rows), spec);
        var runs = new List<RunResult>();
        void Report(SearchEvent happened)
        {
            if (happened is RunFinished finished)
            {
                runs.Add(finished.Run);
            }

            onEvent?.Invoke(happened);
        }

        using var search = new AutoMlSearch(setup, new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(spec.BudgetSeconds)), null, TimeProvider.System, Report, stop);
        return (search.Run([]), runs);
    }

    /// <summary>A clock that lets ten seconds pass before each of its next readings.</summary>
    private sealed class HaltingClock : TimeProvider
    {
        private TimeSpan _halted;

        public int Halts { get; set; }

        public override long GetTimestamp()
        {
            if (Halts > 0)
            {
                Halts--;
                _halted += TimeSpan.FromSeconds(10);
            }

            return base.GetTimestamp() + (long)(_halted.TotalSeconds * TimestampFrequency);
        }
    }

    private sealed class BrokenTrainer : ITrainer
    {
        public string Family => TrainerFamilies.Linear;

        public MlWorkbench.Engine.Features.FeatureKind? FeaturesOf(Configuration configuration) => null;

        public TrainedRun Train(Configuration configuration, RunLimits limits) => throw new InvalidOperationException("out of paper");

        public Pipeline Refit(Configuration settled, RunLimits limits) => throw new InvalidOperationException("out of paper");

        public void Dispose()
        {
        }
    }
}
