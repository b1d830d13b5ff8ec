using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted step.</summary>
/// <param name="OutOfFold">For a step that knows the target: features of the training rows, row after row, each fitted without its fold.</param>
/// <param name="Categorical">Whether its feature holds codes of categories.</param>
internal sealed record FittedStep(FeatureStep Step, float[]? OutOfFold = null, bool Categorical = false);
