using System.Text.Json;

namespace MlWorkbench.Application.Serving;

/// <summary>Rows to score.</summary>
/// <param name="Rows">An array of objects: values by column name.</param>
/// <param name="Explain">Say for each row what each column added to the score.</param>
/// <param name="History">For a model that looks back in time: an array of earlier rows with the values that it looks back at.</param>
public sealed record PredictionRequest(JsonElement Rows, bool Explain = false, JsonElement? History = null);
