using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Ensembles;

/// <summary>A blend of runs.</summary>
/// <param name="Members">Weights sum to 1, heaviest first.</param>
/// <param name="OutOfFold">What the blend says of each row when its weights were chosen on other rows, calibrated.</param>
/// <param name="Map">Calibration; null where none helps.</param>
internal sealed record BlendedRuns(IReadOnlyList<EnsembleMember> Members, Predictions OutOfFold, OutputMap? Map);
