using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>The answer to a prediction call: the version, and one prediction per row in the order of the rows.</summary>
/// <param name="History">The history that the model used. Omitted if the model does not look back in time.</param>
public sealed record PredictionAnswer(
    string Model,
    int Version,
    IReadOnlyList<Prediction> Predictions,
    IReadOnlyList<PredictionWarning> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PredictionHistory? History = null);
