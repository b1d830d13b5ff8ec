namespace MlWorkbench.Application.Serving;

/// <summary>An endpoint in the list: a model that has a version in Production.</summary>
/// <param name="Predictions">Rows scored in the last 24 hours.</param>
public sealed record EndpointSummary(string Model, int Version, DateTime? Since, int Predictions, DateTime? LastAt);
