namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Which rows came, went and changed, with the first of each.</summary>
/// <param name="Changed">Rows with the same key and another value in a column that both tables have; null without a key: then a changed row is one that went and one that came.</param>
/// <param name="ChangedColumns">Columns with another value in at least one such row, most often changed first.</param>
public sealed record RowChanges(
    int Unchanged,
    int Added,
    int Removed,
    int? Changed,
    IReadOnlyList<ChangedColumn> ChangedColumns,
    SampledRows AddedRows,
    SampledRows RemovedRows,
    IReadOnlyList<ChangedRow> ChangedRows);
