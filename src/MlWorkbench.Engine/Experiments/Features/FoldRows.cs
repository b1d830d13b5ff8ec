using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Experiments.Features;

/// <summary>The rows of a fold as the automatic recipe sees them.</summary>
/// <param name="Preparation">The experiment's recipe, fitted on these training rows; null where there is none.</param>
internal sealed record FoldRows(RowSource Train, RowSource Validation, Preparation? Preparation);
