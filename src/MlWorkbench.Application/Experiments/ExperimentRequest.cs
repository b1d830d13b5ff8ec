using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>An experiment that somebody wants.</summary>
/// <param name="Version">Left out: the newest.</param>
/// <param name="Recipe">What prepares the columns before the search; left out: nothing.</param>
/// <param name="Name">Left out: "Predict" and the target.</param>
public sealed record ExperimentRequest(string Dataset, int? Version, ExperimentSpec Spec, string? Name = null, RecipeReference? Recipe = null);
