namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A row that both tables have by its key, with different values.</summary>
/// <param name="Key">Values of the key columns.</param>
/// <param name="FromRow">Row number in the older table, from 1.</param>
/// <param name="ToRow">Row number in the newer table, from 1.</param>
/// <param name="Cells">The first changed values.</param>
/// <param name="Changes">Number of changed values.</param>
public sealed record ChangedRow(IReadOnlyList<string?> Key, int FromRow, int ToRow, IReadOnlyList<ChangedCell> Cells, int Changes);
