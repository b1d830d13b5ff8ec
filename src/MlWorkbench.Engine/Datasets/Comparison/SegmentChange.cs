namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>The rows with one level of a column, as a share of all rows before and after.</summary>
/// <param name="Level">The level. Null for the rows without a value.</param>
/// <param name="PValue">Two-sided p-value of the pooled z-test for equal shares, adjusted for all tested segments (Benjamini and Hochberg 1995).</param>
public sealed record SegmentChange(string Column, string? Level, int FromRows, int ToRows, double FromShare, double ToShare, double PValue)
{
    public double Difference => ToShare - FromShare;
}
