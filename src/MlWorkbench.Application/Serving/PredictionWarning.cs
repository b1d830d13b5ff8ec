namespace MlWorkbench.Application.Serving;

/// <summary>An irregularity of the rows that did not prevent their predictions.</summary>
/// <param name="Code"><c>missingValue</c>, <c>unknownCategory</c>, <c>unknownColumn</c> or <c>historyNotUsed</c>.</param>
/// <param name="Rows">Number of affected rows.</param>
/// <param name="FirstRow">The first affected row, 1-based.</param>
public sealed record PredictionWarning(string Code, string? Column, int Rows, int FirstRow, string Message);
