using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Ridge, Poisson, logistic or softmax regression with an L2 penalty. One run decreases the penalty step by step, each fit starting from the last one,
/// and selects the penalty that is best over all folds.
/// </summary>
public sealed class LinearTrainer(SearchSetup setup, FeatureStore features) : ITrainer
{
    /// <summary>Representation of numbers: linear, or piecewise linear, which gives an additive model.</summary>
    public const string Numbers = "numbers";
    public const string Straight = "straight";
    public const string Pieces = "pieces";

    private const string PenaltyName = "l2";
    private const int Patience = 2;
    private static readonly double[] Penalties = [1, 0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5];

    private readonly FoldMetric _metric = new(setup);

    public string Family => TrainerFamilies.Linear;

    public FeatureKind? FeaturesOf(Configuration configuration) => KindOf(configuration);

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(KindOf(configuration), limits) is not { } prepared)
        {
            return null;
        }

        var fits = prepared.Select(fold => new LinearFit(fold.Train, fold.TrainTargets, setup.Target, TargetForm.IsLogarithmic(configuration))).ToArray();
        var (bestLoss, bestPenalty, worse) = (double.PositiveInfinity, double.NaN, 0);
        double[][] bestPoints = [];
        var bestPredictions = new Predictions[fits.Length];
        foreach (var penalty in Penalties)
        {
            var predictions = new Predictions[fits.Length];
            FoldThreads.For(fits.Length, limits.Threads, fold =>
            {
                fits[fold].Continue(penalty, () => limits.IsOver);
                predictions[fold] = fits[fold].Predict(prepared[fold].Validation);
            });
            var loss = _metric.MeanLoss(predictions);
            if (loss < bestLoss || bestPoints.Length == 0)
            {
                (bestLoss, bestPenalty, worse) = (loss, penalty, 0);
                bestPoints = Array.ConvertAll(fits, fit => fit.Point.ToArray());
                bestPredictions = predictions;
            }
            else if (++worse >= Patience)
            {
                break;
            }

            if (limits.IsOver)
            {
                break;
            }
        }

        var models = fits.Select((fit, fold) => new Pipeline(prepared[fold].Fitted.FeaturePipeline, fit.ToModel(bestPoints[fold]))).ToArray();
        return new TrainedRun(configuration, configuration.With(PenaltyName, Configuration.Round(bestPenalty)).Parameters, models, bestPredictions, limits.IsOver);
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var (fitted, targets) = features.AllRows(KindOf(settled));
        var fit = new LinearFit(fitted.TrainFeatures, targets, setup.Target, TargetForm.IsLogarithmic(settled));
        var penalty = settled.Number(PenaltyName, Penalties[^1]);
        foreach (var step in Penalties.TakeWhile(step => step > penalty).Append(penalty))
        {
            fit.Continue(step, () => limits.IsOver);
        }

        return limits.IsOver ? null : new Pipeline(fitted.FeaturePipeline, fit.ToModel(fit.Point.ToArray()));
    }

    public void Dispose()
    {
    }

    private static FeatureKind KindOf(Configuration configuration) =>
        configuration.Text(Numbers, Straight) == Pieces ? FeatureKind.Piecewise : FeatureKind.Linear;
}
