using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted feature pipeline with the features of the rows that it was fitted on.</summary>
/// <param name="FeaturePipeline">Computes the features of all other rows; fitted on all training rows.</param>
/// <param name="TrainFeatures">
/// Features of the training rows. Those that use the target are out-of-fold: fitted without the row they describe, so that a model does not rely on them too
/// much.
/// </param>
/// <param name="CategoricalFeatures">Features that contain codes of categories, for native categorical splits.</param>
public sealed record FittedFeatures(FeaturePipeline FeaturePipeline, FeatureMatrix TrainFeatures, IReadOnlyList<int> CategoricalFeatures)
{
    /// <summary>Columns that are read as both numbers and levels.</summary>
    public IEnumerable<string> NumbersThatName =>
        FeaturePipeline.Steps.OfType<NumericStep>().Select(step => step.Column)
            .Intersect(FeaturePipeline.Steps.OfType<LevelStep>().Select(step => step.Column), StringComparer.Ordinal);
}
