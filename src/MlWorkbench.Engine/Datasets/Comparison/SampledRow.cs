namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A row in words.</summary>
/// <param name="Row">Counted from 1, in the table that has it.</param>
/// <param name="Values">One per column; null where missing.</param>
public sealed record SampledRow(int Row, IReadOnlyList<string?> Values);
