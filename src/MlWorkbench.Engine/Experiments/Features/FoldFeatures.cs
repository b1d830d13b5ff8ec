using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Features;

/// <summary>Features of one fold: a recipe fitted on its training rows, and the features of its validation rows.</summary>
public sealed record FoldFeatures(FittedFeatures Fitted, double[] TrainTargets, FeatureMatrix Validation, double[] ValidationTargets)
{
    public FeatureMatrix Train => Fitted.TrainFeatures;
}
