using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Predictions as columns: <c>label</c> and <c>probability_</c> with each class, or <c>score</c>.</summary>
internal static class PredictionTable
{
    public static Table Of(ModelSignature signature, double[] outputs) => new(
    [
        PredictionColumns.Predicted(signature.Shape.HasClasses ? "label" : "score", signature, outputs),
        .. PredictionColumns.Probabilities(signature, outputs),
    ]);
}
