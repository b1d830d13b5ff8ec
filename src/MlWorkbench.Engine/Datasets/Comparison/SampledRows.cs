namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>The first of many rows, with the first of many columns; the key's come first.</summary>
public sealed record SampledRows(IReadOnlyList<string> Columns, IReadOnlyList<SampledRow> Rows);
