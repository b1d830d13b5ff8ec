namespace MlWorkbench.Application.Serving;

/// <summary>Limits of one call.</summary>
/// <param name="Rows">Most rows.</param>
/// <param name="ExplainedRows">Most rows with contributions.</param>
/// <param name="HistoryRows">Most rows of history.</param>
public sealed record EndpointLimits(int Rows, int ExplainedRows, int HistoryRows);
