using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>What a model that looks back in time could see, besides the values that its package carries.</summary>
/// <param name="Dataset">The dataset that it learnt from; left out where no version of it could be used.</param>
/// <param name="Version">The newest version of that dataset.</param>
/// <param name="Rows">Rows of history that came with the call.</param>
public sealed record PredictionHistory(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Dataset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version,
    int Rows);
