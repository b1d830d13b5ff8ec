namespace MlWorkbench.Application.Serving;

/// <summary>The answer to a prediction call: the version that answered, and one prediction per row in the order of the rows.</summary>
public sealed record PredictionAnswer(string Model, int Version, IReadOnlyList<Prediction> Predictions, IReadOnlyList<PredictionWarning> Warnings);
