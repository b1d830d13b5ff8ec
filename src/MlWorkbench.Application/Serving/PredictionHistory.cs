using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>The history that a model used, in addition to the values in its package.</summary>
/// <param name="Dataset">The dataset of its training data. Omitted if no version of it could be used.</param>
/// <param name="Version">The newest version of that dataset.</param>
/// <param name="Rows">Number of rows of history in the call.</param>
public sealed record PredictionHistory(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Dataset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version,
    int Rows);
