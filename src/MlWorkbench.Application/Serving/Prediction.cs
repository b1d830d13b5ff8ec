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
/// <param name="Version">The version that made the prediction.</param>
/// <param name="Route">The endpoint's route to that version. Omitted if the caller chose the version.</param>
/// <param name="Flags">Names of the endpoint's humility rules that apply to the row. Omitted if there are none.</param>
public sealed record Prediction(
    Guid Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Label,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Probabilities,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ContributionSpace? Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BaseValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Contributions,
    int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Route,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Flags = null);
