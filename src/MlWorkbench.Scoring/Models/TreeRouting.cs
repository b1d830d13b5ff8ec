namespace MlWorkbench.Scoring.Models;

/// <summary>The rules by which a row goes left or right at a node, as LightGBM has them.</summary>
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

    /// <summary>Where NaN goes at a numeric node: where training said, or where 0 goes when training had none missing.</summary>
    public static bool MissingGoesLeft(SplitKind split, double threshold) =>
        (split & (SplitKind.NaNIsMissing | SplitKind.ZeroIsMissing)) != 0 ? split.HasFlag(SplitKind.DefaultLeft) : threshold >= 0;

    public static bool IsZeroOrMissing(float value) => float.IsNaN(value) || Math.Abs(value) <= LargestZero;

    /// <summary>Whether a code, cut to a whole number, is in a set of codes; missing and negative are in none.</summary>
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
