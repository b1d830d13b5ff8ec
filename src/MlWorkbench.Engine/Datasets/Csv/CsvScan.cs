namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>What the first pass over a file found.</summary>
internal sealed record CsvScan(IReadOnlyList<string> Names, IReadOnlyList<ColumnScan> Columns, int Rows, IReadOnlyList<ImportWarning> Warnings);
