namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A column with values that changed.</summary>
/// <param name="Rows">Rows with the same key and another value in this column.</param>
public sealed record ChangedColumn(string Column, int Rows);
