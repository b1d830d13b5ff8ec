namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Which row of one table is which of the other; all rows 0-based and ascending in the newer table.</summary>
/// <param name="From">The older table's row of each pair.</param>
/// <param name="To">The newer table's row of each pair.</param>
internal sealed record RowMatch(int[] From, int[] To, int[] Added, int[] Removed);
