namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Added, removed and changed rows, 0-based and ascending.</summary>
/// <param name="Changed">Changed rows. Null without a key.</param>
internal sealed record RowDifference(
    int Unchanged, IReadOnlyList<int> Added, IReadOnlyList<int> Removed, IReadOnlyList<(int From, int To)>? Changed, IReadOnlyList<ChangedColumn> ChangedColumns);
