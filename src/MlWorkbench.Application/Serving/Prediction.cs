using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Serving;

/// <summary>A model's prediction for one row.</summary>
/// <param name="Id">Identifies the prediction in the log, for joining its actual value later.</param>
/// <param name="Label">The predicted class. Omitted for regression.</param>
/// <param name="Score">Binary: probability of the positive class. Multiclass: probability of the predicted class. Regression: the predicted number.</param>
/// <param name="Probabilities">By class, summing to 1. Omitted for regression.</param>
/// <param name="Space">The scale on which base value and contributions add up: log-odds of a class, or units of the target. Omitted unless requested.</param>
/// <param name="BaseValue">The score without any information about the row. Omitted unless requested.</param>
/// <param name="Contributions">The amount that each column added to the base value, largest first. Omitted unless requested.</param>
public sealed record Prediction(
    Guid Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Label,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ContributionSpace? Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BaseValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Contributions);
