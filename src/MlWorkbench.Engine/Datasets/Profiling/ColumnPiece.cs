namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>The place of some rows of one column in a <see cref="ColumnFile"/>.</summary>
/// <param name="Values">Number of numbers, or of distinct texts.</param>
internal readonly record struct ColumnPiece(long Offset, int Values, int Bytes);
