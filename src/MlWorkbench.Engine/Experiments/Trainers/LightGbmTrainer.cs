using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Features;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Recipes;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Gradient-boosted trees by LightGBM. Binned rows are built once per fold and shared by runs; the folds of a run train side by side.</summary>
public sealed class LightGbmTrainer(SearchSetup setup, FeatureStore features, LightGbmData data) : ITrainer
{
    private const int RoundsPerLook = 10;
    private const int MostRounds = 4000;

    public string Family => TrainerFamilies.LightGbm;

    public RecipeKind? Recipe(Configuration configuration) => RecipeKind.Trees;

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(RecipeKind.Trees, limits) is not { } prepared)
        {
            return null;
        }

        var (folds, threads) = LightGbmData.Threads(prepared, limits.Threads);
        var parameters = BoostingSettings.Of(configuration, setup, prepared[0].Train.Width);
        var binned = data.Folds(prepared, (int)configuration.Number(BoostingSettings.MaxBin, BoostingSettings.DefaultBins), limits.Threads);
        var boosters = new BoostingFold[prepared.Count];
        try
        {
            FoldThreads.For(boosters.Length, folds, fold =>
                boosters[fold] = new BoostingFold(binned[fold].Train, binned[fold].Validation, parameters, threads, BoostingSettings.HigherIsBetter(setup)));
            var rounds = TrainTogether(boosters, configuration, limits, folds);
            return rounds == 0 ? null : Finish(configuration, prepared, boosters, rounds, limits);
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
        var (fitted, targets) = features.AllRows(RecipeKind.Trees);
        using var binned = data.Create(fitted, fitted.TrainFeatures, targets, (int)settled.Number(BoostingSettings.MaxBin, BoostingSettings.DefaultBins), limits.Threads, null);
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

        return new Pipeline(fitted.Recipe, booster.ToTreeEnsemble());
    }

    public void Dispose()
    {
    }

    /// <returns>The number of rounds that is best for all folds; 0 when the time was up before the first.</returns>
    private static int TrainTogether(BoostingFold[] boosters, Configuration configuration, RunLimits limits, int threads)
    {
        var patience = (int)Math.Clamp(5 / configuration.Number(BoostingSettings.LearningRate, 0.1), 40, 200);
        var rounds = new BoostingRounds(boosters, patience);
        var wanted = 0;
        do
        {
            wanted += RoundsPerLook;
            FoldThreads.For(boosters.Length, threads, fold => boosters[fold].TrainTo(wanted, limits));
        }
        while (rounds.Continue() && !limits.IsOver && boosters.Any(fold => !fold.IsExhausted) && wanted < MostRounds);
        return rounds.Best;
    }

    private static TrainedRun Finish(Configuration configuration, IReadOnlyList<FoldFeatures> prepared, BoostingFold[] boosters, int rounds, RunLimits limits)
    {
        var models = new Pipeline[boosters.Length];
        var predictions = new Predictions[boosters.Length];
        FoldThreads.For(boosters.Length, limits.Threads, fold =>
        {
            var model = boosters[fold].Booster.ToTreeEnsemble(rounds);
            models[fold] = new Pipeline(prepared[fold].Fitted.Recipe, model);
            predictions[fold] = Score(model, prepared[fold].Validation);
        });
        var parameters = new Dictionary<string, string>(configuration.Parameters)
        {
            [BoostingSettings.Rounds] = rounds.ToString(CultureInfo.InvariantCulture),
        };
        return new TrainedRun(configuration, parameters, models, predictions, limits.IsOver);
    }

    private static Predictions Score(Model model, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return new Predictions(outputs, model.Outputs);
    }
}
