namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>The rows with one level of a column, as a share of all rows before and after.</summary>
/// <param name="Level">Null: the rows without a value.</param>
/// <param name="PValue">Two-sided p-value of the pooled z-test that both shares are equal, adjusted for all segments that were tested (Benjamini and Hochberg 1995).</param>
public sealed record SegmentChange(string Column, string? Level, int FromRows, int ToRows, double FromShare, double ToShare, double PValue)
{
    public double Difference => ToShare - FromShare;
}
