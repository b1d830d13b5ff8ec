namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Summary of the values of a table, column by column.</summary>
public sealed record DatasetProfile(int Rows, IReadOnlyList<ColumnProfile> Columns);
