using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted recipe with the features of the rows that it was fitted on.</summary>
/// <param name="Recipe">For all other rows: fitted on all training rows.</param>
/// <param name="TrainFeatures">Features that know the target are out-of-fold here: fitted without the row they describe, so that a model does not learn to trust them too much.</param>
/// <param name="CategoricalFeatures">Features that hold codes of categories, for native categorical splits.</param>
public sealed record FittedFeatures(FeaturePipeline Recipe, FeatureMatrix TrainFeatures, IReadOnlyList<int> CategoricalFeatures)
{
    /// <summary>Columns that are read both as numbers and as levels.</summary>
    public IEnumerable<string> NumbersThatName =>
        Recipe.Steps.OfType<NumericStep>().Select(step => step.Column).Intersect(Recipe.Steps.OfType<LevelStep>().Select(step => step.Column), StringComparer.Ordinal);
}
