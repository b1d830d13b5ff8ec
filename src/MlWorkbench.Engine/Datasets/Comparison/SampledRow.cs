namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A row as text.</summary>
/// <param name="Row">Row number in its table, from 1.</param>
/// <param name="Values">One value per column. Null if missing.</param>
public sealed record SampledRow(int Row, IReadOnlyList<string?> Values);
