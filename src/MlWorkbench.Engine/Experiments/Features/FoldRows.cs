using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Experiments.Features;

/// <summary>The rows of a fold as input of the automatic recipe.</summary>
/// <param name="Preparation">The experiment's recipe, fitted on these training rows. Null without a recipe.</param>
internal sealed record FoldRows(RowSource Train, RowSource Validation, Preparation? Preparation);
