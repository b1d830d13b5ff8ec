using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>A family of models that the search can train. One instance serves one search and may keep prepared data between runs.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>See <see cref="TrainerFamilies"/>.</summary>
    string Family { get; }

    /// <summary>Trains a model per fold. What has to be settled on validation rows (rounds, penalty) is settled once for all folds.</summary>
    /// <returns>Null when the time was up before there was a model.</returns>
    TrainedRun? Train(Configuration configuration, RunLimits limits);

    /// <summary>Trains the run's model once more on all training rows, with what the run had settled.</summary>
    /// <returns>Null when the time was up before there was a model.</returns>
    FoldModel? Refit(TrainedRun run, RunLimits limits);
}
