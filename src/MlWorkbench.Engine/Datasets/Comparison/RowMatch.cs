namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Pairs of matching rows of two tables, 0-based and ascending in the newer table.</summary>
/// <param name="From">The older table's row of each pair.</param>
/// <param name="To">The newer table's row of each pair.</param>
internal sealed record RowMatch(int[] From, int[] To, int[] Added, int[] Removed);
