namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A row that both tables have by its key, with other values.</summary>
/// <param name="Key">Its values of the key's columns.</param>
/// <param name="FromRow">Counted from 1.</param>
/// <param name="ToRow">Counted from 1.</param>
/// <param name="Cells">The first of the changed values.</param>
/// <param name="Changes">How many values changed.</param>
public sealed record ChangedRow(IReadOnlyList<string?> Key, int FromRow, int ToRow, IReadOnlyList<ChangedCell> Cells, int Changes);
