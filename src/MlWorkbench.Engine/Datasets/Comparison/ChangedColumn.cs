namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A column with changed values.</summary>
/// <param name="Rows">Number of rows with the same key and another value in this column.</param>
public sealed record ChangedColumn(string Column, int Rows);
