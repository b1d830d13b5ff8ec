using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Features;

/// <summary>Features of one fold: a feature pipeline fitted on its training rows, and the features of its validation rows.</summary>
public sealed record FoldFeatures(FittedFeatures Fitted, double[] TrainTargets, FeatureMatrix Validation, double[] ValidationTargets)
{
    public FeatureMatrix Train => Fitted.TrainFeatures;
}
