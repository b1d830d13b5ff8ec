using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>A file read into memory: its table, what was inferred about each column and every repair that was made.</summary>
public sealed record ImportedTable(
    Table Table,
    IReadOnlyList<ColumnSchema> Columns,
    TabularFormat Format,
    IReadOnlyList<ImportWarning> Warnings);
