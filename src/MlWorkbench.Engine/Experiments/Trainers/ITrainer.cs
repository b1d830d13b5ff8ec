using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>A family of models for the search. One instance serves one search and can reuse prepared data between runs.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>See <see cref="TrainerFamilies"/>.</summary>
    string Family { get; }

    /// <summary>The features that a configuration is trained on. Null if it does not use any.</summary>
    FeatureKind? FeaturesOf(Configuration configuration);

    /// <summary>Trains a model per fold. Parameters determined on validation rows (rounds, penalty) are the same for all folds.</summary>
    /// <returns>Null if time ran out before a model was trained.</returns>
    TrainedRun? Train(Configuration configuration, RunLimits limits);

    /// <summary>Retrains on all training rows.</summary>
    /// <param name="settled">A configuration with the parameters that its run determined.</param>
    /// <returns>Null if time ran out before a model was trained.</returns>
    Pipeline? Refit(Configuration settled, RunLimits limits);
}
