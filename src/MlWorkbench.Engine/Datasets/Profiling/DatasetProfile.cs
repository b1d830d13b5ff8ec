namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>What the values of a table look like, column by column.</summary>
public sealed record DatasetProfile(int Rows, IReadOnlyList<ColumnProfile> Columns);
