using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Gradient-boosted trees by LightGBM. Binned rows are built once per fold and shared by runs. The folds of a run train in parallel.</summary>
public sealed class LightGbmTrainer(SearchSetup setup, FeatureStore features, LightGbmData data) : ITrainer
{
    private const int RoundsPerLook = 10;
    private const int MostRounds = 4000;

    /// <summary>
    /// Time to convert the last run's trees to models and to score validation rows with them. With many classes, this is a quarter of training.
    /// </summary>
    private double _finishSecondsPerRound;

    public string Family => TrainerFamilies.LightGbm;

    public FeatureKind? FeaturesOf(Configuration configuration) => FeatureKind.Trees;

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(FeatureKind.Trees, limits) is not { } prepared)
        {
            return null;
        }

        var (folds, threads) = LightGbmData.Threads(prepared, limits.Threads);
        var parameters = BoostingSettings.Of(configuration, setup, prepared[0].Train.Width);
        var binned = data.Folds(prepared, limits.Threads);
        var boosters = new BoostingFold[prepared.Count];
        try
        {
            FoldThreads.For(boosters.Length, folds, fold =>
                boosters[fold] = new BoostingFold(binned[fold].Train, binned[fold].Validation, parameters, threads, BoostingSettings.HigherIsBetter(setup)));
            var (rounds, cutShort) = TrainTogether(boosters, configuration, limits, folds);
            if (rounds == 0)
            {
                return null;
            }

            var trained = limits.Clock.Elapsed;
            var run = Finish(configuration, prepared, boosters, rounds, cutShort, limits.Threads);
            _finishSecondsPerRound = (limits.Clock.Elapsed - trained).TotalSeconds / rounds;
            return run;
        }
        finally
        {
            foreach (var booster in boosters)
            {
                booster?.Dispose();
            }
        }
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var rounds = (int)settled.Number(BoostingSettings.Rounds, 0);
        var (fitted, targets) = features.AllRows(FeatureKind.Trees);
        using var binned = data.Create(fitted, fitted.TrainFeatures, targets, limits.Threads, null);
        using var booster = LightGbmBooster.Create(binned, BoostingSettings.Of(settled, setup, fitted.TrainFeatures.Width), limits.Threads);
        for (var round = 0; round < rounds; round++)
        {
            if (limits.IsOver)
            {
                return null;
            }

            if (!booster.TrainRound())
            {
                break;
            }
        }

        return new Pipeline(fitted.FeaturePipeline, booster.ToTreeEnsemble());
    }

    public void Dispose()
    {
    }

    /// <returns>The number of rounds that is best for all folds, 0 if time ran out before the first, and whether more rounds could be better.</returns>
    private (int Rounds, bool CutShort) TrainTogether(BoostingFold[] boosters, Configuration configuration, RunLimits limits, int threads)
    {
        var patience = (int)Math.Clamp(5 / configuration.Number(BoostingSettings.LearningRate, 0.1), 40, 200);
        var rounds = new BoostingRounds(boosters, patience);
        for (var wanted = RoundsPerLook; ; wanted += RoundsPerLook)
        {
            var training = limits.Keeping(TimeSpan.FromSeconds(wanted * _finishSecondsPerRound));
            FoldThreads.For(boosters.Length, threads, fold => boosters[fold].TrainTo(wanted, training));
            if (!rounds.Continue() || boosters.All(fold => fold.IsExhausted) || wanted >= MostRounds)
            {
                return (rounds.Best, CutShort: false);
            }

            if (training.IsOver)
            {
                return (rounds.Best, CutShort: true);
            }
        }
    }

    private static TrainedRun Finish(
        Configuration configuration,
        IReadOnlyList<FoldFeatures> prepared,
        BoostingFold[] boosters,
        int rounds,
        bool cutShort,
        int threads)
    {
        var models = new Pipeline[boosters.Length];
        var predictions = new Predictions[boosters.Length];
        FoldThreads.For(boosters.Length, threads, fold =>
        {
            var model = boosters[fold].Booster.ToTreeEnsemble(rounds);
            models[fold] = new Pipeline(prepared[fold].Fitted.FeaturePipeline, model);
            predictions[fold] = Score(model, prepared[fold].Validation);
        });
        var settled = configuration.With(BoostingSettings.Rounds, rounds);
        return new TrainedRun(configuration, settled.Parameters, models, predictions, cutShort);
    }

    private static Predictions Score(Model model, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return new Predictions(outputs, model.Outputs);
    }
}
