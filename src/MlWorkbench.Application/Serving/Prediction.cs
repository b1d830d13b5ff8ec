using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>What a model says of one row.</summary>
/// <param name="Id">Names the prediction in the log, for joining what really happened later.</param>
/// <param name="Label">The predicted class; left out for regression.</param>
/// <param name="Score">Binary: probability of the positive class; multiclass: of the predicted class; regression: the predicted number.</param>
/// <param name="Probabilities">By class, summing to 1; left out for regression.</param>
/// <param name="BaseValue">The raw score before anything is known of the row; left out unless asked for.</param>
/// <param name="Contributions">What each column added to the raw score (log-odds of the positive class; for several classes of the predicted one; units of the target for regression), largest first; left out unless asked for.</param>
public sealed record Prediction(
    Guid Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Label,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BaseValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Contributions);
