using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>The answer to a prediction call: the version that answered, and one prediction per row in the order of the rows.</summary>
/// <param name="History">What a model that looks back in time could see; left out for others.</param>
public sealed record PredictionAnswer(
    string Model,
    int Version,
    IReadOnlyList<Prediction> Predictions,
    IReadOnlyList<PredictionWarning> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PredictionHistory? History = null);
