using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted recipe with the features of the rows that it was fitted on.</summary>
/// <param name="Recipe">Recipe for all other rows, fitted on all training rows.</param>
/// <param name="TrainFeatures">
/// Features of the training rows. Those that use the target are out-of-fold: fitted without the row they describe, so that a model does not rely on them too
/// much.
/// </param>
/// <param name="CategoricalFeatures">Features that contain codes of categories, for native categorical splits.</param>
public sealed record FittedFeatures(FeaturePipeline Recipe, FeatureMatrix TrainFeatures, IReadOnlyList<int> CategoricalFeatures)
{
    /// <summary>Columns that are read as both numbers and levels.</summary>
    public IEnumerable<string> NumbersThatName =>
        Recipe.Steps.OfType<NumericStep>().Select(step => step.Column).Intersect(Recipe.Steps.OfType<LevelStep>().Select(step => step.Column), StringComparer.Ordinal);
}
