using System.Text.Json;

namespace MlWorkbench.Application.Serving;

/// <summary>Rows to score.</summary>
/// <param name="Rows">An array of objects: values by column name.</param>
/// <param name="Explain">Say for each row what each column added to the score.</param>
public sealed record PredictionRequest(JsonElement Rows, bool Explain = false);
