namespace MlWorkbench.Application.Serving;

/// <summary>The predictions of an endpoint to read. Null means any.</summary>
/// <param name="Flag">Name of a humility rule that applied.</param>
/// <param name="HasWarnings">Only predictions with irregularities, or only those without.</param>
public sealed record PredictionFilter(
    DateTime? From = null, DateTime? To = null, int? Version = null, string? Label = null, string? EntityId = null, bool? HasWarnings = null,
    string? Flag = null);
