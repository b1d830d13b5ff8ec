namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Rows that came, went and changed; all 0-based and ascending.</summary>
/// <param name="Changed">Null where no key says which rows are the same.</param>
internal sealed record RowDifference(
    int Unchanged, IReadOnlyList<int> Added, IReadOnlyList<int> Removed, IReadOnlyList<(int From, int To)>? Changed, IReadOnlyList<ChangedColumn> ChangedColumns);
