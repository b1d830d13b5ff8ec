using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>A family of models that the search can train. One instance serves one search and may keep prepared data between runs.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>See <see cref="TrainerFamilies"/>.</summary>
    string Family { get; }

    /// <summary>The features that a configuration trains on; null where it needs none.</summary>
    FeatureKind? Recipe(Configuration configuration);

    /// <summary>Trains a model per fold. What has to be settled on validation rows (rounds, penalty) is settled once for all folds.</summary>
    /// <returns>Null when the time was up before there was a model.</returns>
    TrainedRun? Train(Configuration configuration, RunLimits limits);

    /// <summary>Trains once more on all training rows.</summary>
    /// <param name="settled">A configuration with the parameters that its run had settled.</param>
    /// <returns>Null when the time was up before there was a model.</returns>
    Pipeline? Refit(Configuration settled, RunLimits limits);
}
