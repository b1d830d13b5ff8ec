using MlWorkbench.Application.Recipes;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>A requested experiment.</summary>
/// <param name="Version">If omitted, the newest version is used.</param>
/// <param name="Recipe">The recipe that prepares the columns before the search. If omitted, none is applied.</param>
/// <param name="Name">If omitted, "Predict" and the target.</param>
public sealed record ExperimentRequest(string Dataset, int? Version, ExperimentSpec Spec, string? Name = null, RecipeReference? Recipe = null);
