using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Ensembles;

/// <summary>A blend of runs.</summary>
/// <param name="Members">Weights sum to 1, heaviest first.</param>
/// <param name="OutOfFold">Prediction of the blend for each row, calibrated, with weights chosen on other rows.</param>
/// <param name="Map">Calibration. Null if none improves the blend.</param>
internal sealed record BlendedRuns(IReadOnlyList<EnsembleMember> Members, Predictions OutOfFold, OutputMap? Map);
