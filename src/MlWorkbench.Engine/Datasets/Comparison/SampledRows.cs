namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>The first rows and columns of a larger set. The key columns are first.</summary>
public sealed record SampledRows(IReadOnlyList<string> Columns, IReadOnlyList<SampledRow> Rows);
