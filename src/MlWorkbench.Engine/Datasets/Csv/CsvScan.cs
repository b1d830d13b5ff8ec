namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Result of the first pass over a file.</summary>
internal sealed record CsvScan(IReadOnlyList<string> Names, IReadOnlyList<ColumnScan> Columns, int Rows, IReadOnlyList<ImportWarning> Warnings);
