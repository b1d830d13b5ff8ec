namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>A subset of the rows: those with one level, or in one range, of a column.</summary>
/// <param name="Level">The level, or a range such as <c>10 – 25</c>. Null for the rows without a value.</param>
internal sealed record Segment(string Column, string? Level, int[] Rows);
