namespace MlWorkbench.Application.Serving;

/// <summary>Something odd about the rows that did not keep them from being scored.</summary>
/// <param name="Code"><c>missingValue</c>, <c>unknownCategory</c>, <c>unknownColumn</c> or <c>historyNotUsed</c>.</param>
/// <param name="Rows">How many rows it concerns.</param>
/// <param name="FirstRow">The first of them, 1-based.</param>
public sealed record PredictionWarning(string Code, string? Column, int Rows, int FirstRow, string Message);
