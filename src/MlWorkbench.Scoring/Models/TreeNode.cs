namespace MlWorkbench.Scoring.Models;

/// <summary>An inner node in traversal format: 16 bytes, so that four share a cache line. Negative children are leaves (~number).</summary>
internal readonly struct TreeNode
{
    /// <summary>One more than the highest feature of a node.</summary>
    public const int MaxFeatures = FeatureMask + 1;

    private const int FeatureMask = (1 << 24) - 1;
    private const int MissingLeftBit = 1 << 24;
    private const int ZeroMissingBit = 1 << 25;
    private const int CategoricalBit = 1 << 26;

    private readonly int _featureAndKind;
    private readonly float _threshold;

    private TreeNode(int featureAndKind, float threshold, int left, int right) =>
        (_featureAndKind, _threshold, Left, Right) = (featureAndKind, threshold, left, right);

    public int Left { get; }

    public int Right { get; }

    public int Feature => _featureAndKind & FeatureMask;

    /// <summary>A threshold, with only NaN missing.</summary>
    public bool IsCommon => (_featureAndKind & (ZeroMissingBit | CategoricalBit)) == 0;

    public bool IsCategorical => (_featureAndKind & CategoricalBit) != 0;

    public bool MissingLeft => (_featureAndKind & MissingLeftBit) != 0;

    public float Threshold => _threshold;

    /// <summary>Number of the set of codes of a categorical node.</summary>
    public int Set => BitConverter.SingleToInt32Bits(_threshold);

    public static TreeNode Categories(int feature, int set, int left, int right) =>
        new(feature | CategoricalBit, BitConverter.Int32BitsToSingle(set), left, right);

    public static TreeNode Numeric(int feature, double threshold, SplitKind split, int left, int right)
    {
        var missingLeft = TreeRouting.MissingGoesLeft(split, threshold) ? MissingLeftBit : 0;
        var zeroMissing = split.HasFlag(SplitKind.ZeroIsMissing) ? ZeroMissingBit : 0;
        return new TreeNode(feature | missingLeft | zeroMissing, RoundDown(threshold), left, right);
    }

    // Features are singles, so x <= t has the same result if t is rounded down to a single.
    private static float RoundDown(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }
}
