using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Serving;

/// <summary>What a model says of one row.</summary>
/// <param name="Id">Names the prediction in the log, for joining what really happened later.</param>
/// <param name="Label">The predicted class; left out for regression.</param>
/// <param name="Score">Binary: probability of the positive class; multiclass: of the predicted class; regression: the predicted number.</param>
/// <param name="Probabilities">By class, summing to 1; left out for regression.</param>
/// <param name="Space">The scale of base value and contributions, on which they add up to the score: log-odds of the class that the score speaks for, or units of the target; left out unless asked for.</param>
/// <param name="BaseValue">The score before anything is known of the row; left out unless asked for.</param>
/// <param name="Contributions">What each column added to the base value, largest first; left out unless asked for.</param>
public sealed record Prediction(
    Guid Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Label,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ContributionSpace? Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BaseValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Contributions);
