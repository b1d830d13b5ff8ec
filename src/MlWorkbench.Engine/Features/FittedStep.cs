using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted step.</summary>
/// <param name="OutOfFold">For a step that uses the target: features of the training rows, row after row, each fitted without its fold.</param>
/// <param name="Categorical">Whether its feature contains codes of categories.</param>
internal sealed record FittedStep(FeatureStep Step, float[]? OutOfFold = null, bool Categorical = false);
