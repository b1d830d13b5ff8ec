namespace MlWorkbench.Engine.Datasets;

/// <summary>A repair or an assumption made while reading a file, said in a sentence for the user.</summary>
/// <param name="Code">Stable and machine-readable, for example <c>short_rows</c>.</param>
/// <param name="Count">How many values, rows or columns it concerns.</param>
/// <param name="Row">1-based data row where it happened first.</param>
public sealed record ImportWarning(string Code, string Message, long Count = 1, long? Row = null, string? Column = null);
