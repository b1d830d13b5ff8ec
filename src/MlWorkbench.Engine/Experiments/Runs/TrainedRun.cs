using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>Result of a trainer: a pipeline per fold and its predictions for the fold's validation rows.</summary>
/// <param name="Parameters">The requested parameters and those determined in training (rounds, penalty).</param>
/// <param name="Predictions">Predictions per fold, in the order of its validation rows.</param>
/// <param name="CutShort">Whether time ran out before training was complete. The model is then the best so far.</param>
public sealed record TrainedRun(
    Configuration Configuration,
    IReadOnlyDictionary<string, ParameterValue> Parameters,
    IReadOnlyList<Pipeline> Pipelines,
    IReadOnlyList<Predictions> Predictions,
    bool CutShort);
