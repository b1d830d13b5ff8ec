using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>What a trainer hands back: a pipeline per fold and what each said of the fold's validation rows.</summary>
/// <param name="Parameters">As asked, with what training settled (rounds, penalty).</param>
/// <param name="Predictions">Per fold, in the order of its validation rows.</param>
/// <param name="CutShort">Time was up before training was done; this is the best until then.</param>
public sealed record TrainedRun(
    Configuration Configuration,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<Pipeline> Pipelines,
    IReadOnlyList<Predictions> Predictions,
    bool CutShort);
