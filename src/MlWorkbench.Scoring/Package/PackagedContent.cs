using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Scoring.Package;

/// <summary>All of <c>model.json</c>.</summary>
internal sealed record PackagedContent(IReadOnlyList<FittedRecipe> Recipes, PackagedPredictor Predictor);
