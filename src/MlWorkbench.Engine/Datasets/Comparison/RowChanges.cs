namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Numbers of added, removed and changed rows, with the first of each.</summary>
/// <param name="Changed">
/// Rows with the same key and another value in a column that both tables have. Null without a key: a changed row then counts as one removed and one added
/// row.
/// </param>
/// <param name="ChangedColumns">Columns with another value in at least one such row, in descending order of changes.</param>
public sealed record RowChanges(
    int Unchanged,
    int Added,
    int Removed,
    int? Changed,
    IReadOnlyList<ChangedColumn> ChangedColumns,
    SampledRows AddedRows,
    SampledRows RemovedRows,
    IReadOnlyList<ChangedRow> ChangedRows);
