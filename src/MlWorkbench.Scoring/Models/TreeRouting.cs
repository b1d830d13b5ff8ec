namespace MlWorkbench.Scoring.Models;

/// <summary>LightGBM's rules for the direction of a row at a node.</summary>
internal static class TreeRouting
{
    private const float LargestZero = 1e-35f;

    public static bool GoesLeft(Tree tree, int node, float value)
    {
        var split = tree.Splits[node];
        if (split.HasFlag(SplitKind.Categorical))
        {
            return InSet(tree.CategorySet(node), value);
        }

        var missing = split.HasFlag(SplitKind.ZeroIsMissing) ? IsZeroOrMissing(value) : float.IsNaN(value);
        return missing ? MissingGoesLeft(split, tree.Threshold[node]) : value <= tree.Threshold[node];
    }

    /// <summary>Direction of NaN at a numeric node: that of training, or that of 0 if training had no missing values.</summary>
    public static bool MissingGoesLeft(SplitKind split, double threshold) =>
        (split & (SplitKind.NaNIsMissing | SplitKind.ZeroIsMissing)) != 0 ? split.HasFlag(SplitKind.DefaultLeft) : threshold >= 0;

    public static bool IsZeroOrMissing(float value) => float.IsNaN(value) || Math.Abs(value) <= LargestZero;

    /// <summary>Whether a code, truncated to an integer, is in a set of codes. Missing and negative values are in no set.</summary>
    public static bool InSet(ReadOnlySpan<uint> set, float value)
    {
        if (!(value > -1 && value < int.MaxValue))
        {
            return false;
        }

        var code = (int)value;
        return code >> 5 < set.Length && ((set[code >> 5] >> (code & 31)) & 1) != 0;
    }
}
