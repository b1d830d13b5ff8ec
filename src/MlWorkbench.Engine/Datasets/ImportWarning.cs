namespace MlWorkbench.Engine.Datasets;

/// <summary>A repair or an assumption of the import, in a sentence for the user.</summary>
/// <param name="Code">Stable and machine-readable, for example <c>short_rows</c>.</param>
/// <param name="Count">Number of affected values, rows or columns.</param>
/// <param name="Row">First affected data row, 1-based.</param>
public sealed record ImportWarning(string Code, string Message, long Count = 1, long? Row = null, string? Column = null);
