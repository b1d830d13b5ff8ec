using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>The rows of a fold from which features are computed.</summary>
/// <param name="Preparation">The experiment's recipe, fitted on these training rows. Null without a recipe.</param>
internal sealed record FoldRows(RowSource Train, RowSource Validation, Preparation? Preparation);
