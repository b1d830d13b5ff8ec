using System.Text.Json;

namespace MlWorkbench.Application.Serving;

/// <summary>Request to score rows.</summary>
/// <param name="Rows">An array of objects: values by column name.</param>
/// <param name="Explain">Whether to include the contribution of each column for each row.</param>
/// <param name="History">For a model that looks back in time: an array of earlier rows with the columns that it uses.</param>
public sealed record PredictionRequest(JsonElement Rows, bool Explain = false, JsonElement? History = null);
