using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Small feed-forward networks. They are seldom the best on tables, but their errors differ from those of trees, so blends gain from them.
/// The folds of a run train in parallel. The epoch with the best mean over the folds is selected.
/// </summary>
public sealed class NeuralNetTrainer(SearchSetup setup, FeatureStore features) : ITrainer
{
    /// <summary>Minimum number of batches in a training. Small tables get more epochs.</summary>
    private const int BatchesWanted = 3_000;
    private const int RowsPerBatch = 128;
    private const int FewestEpochs = 12;
    private const int MostEpochs = 80;

    private readonly FoldMetric _metric = new(setup);

    public string Family => TrainerFamilies.NeuralNet;

    public FeatureKind? FeaturesOf(Configuration configuration) => FeatureKind.Linear;

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(FeatureKind.Linear, limits) is not { } prepared)
        {
            return null;
        }

        var settings = NeuralNetSettings.Of(configuration);
        var threads = prepared.Count > 1 ? 1 : limits.Threads;
        var fits = prepared
            .Select((fold, i) => new NeuralNetFit(fold.Train, fold.TrainTargets, setup.Target, settings, setup.Spec.Seed + i, threads))
            .ToArray();
        var pace = new EpochPace(Epochs(prepared[0].Train.Rows), limits, isTimed: setup.Spec.MaxRuns is null);
        var (bestLoss, bestEpoch) = (double.PositiveInfinity, 0);
        NeuralNetwork[] bestModels = [];
        var bestPredictions = new Predictions[fits.Length];
        while (pace.Next() is { } progress)
        {
            var predictions = new Predictions[fits.Length];
            FoldThreads.For(fits.Length, limits.Threads, fold =>
            {
                fits[fold].TrainEpoch(progress, () => limits.IsOver);
                predictions[fold] = fits[fold].Predict(prepared[fold].Validation);
            });
            var loss = _metric.MeanLoss(predictions);
            if (loss < bestLoss)
            {
                (bestLoss, bestEpoch, bestPredictions) = (loss, pace.Epoch, predictions);
                bestModels = Array.ConvertAll(fits, fit => fit.ToModel());
            }
        }

        if (bestModels.Length == 0)
        {
            return null;
        }

        var models = bestModels.Select((model, fold) => new Pipeline(prepared[fold].Fitted.FeaturePipeline, model)).ToArray();
        var settled = configuration.With(NeuralNetSettings.Epochs, bestEpoch);
        return new TrainedRun(configuration, settled.Parameters, models, bestPredictions, limits.IsOver);
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var (fitted, targets) = features.AllRows(FeatureKind.Linear);
        var fit = new NeuralNetFit(fitted.TrainFeatures, targets, setup.Target, NeuralNetSettings.Of(settled), setup.Spec.Seed, limits.Threads);
        var pace = new EpochPace((int)settled.Number(NeuralNetSettings.Epochs, FewestEpochs), limits, isTimed: false);
        while (pace.Next() is { } progress)
        {
            fit.TrainEpoch(progress, () => limits.IsOver);
        }

        return limits.IsOver ? null : new Pipeline(fitted.FeaturePipeline, fit.ToModel());
    }

    public void Dispose()
    {
    }

    private static int Epochs(int rows) => Math.Clamp((int)((long)BatchesWanted * RowsPerBatch / rows), FewestEpochs, MostEpochs);
}
