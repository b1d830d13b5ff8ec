namespace MlWorkbench.Scoring.Models;

/// <summary>
/// One decision tree as arrays, in the representation of LightGBM's text format. Inner nodes are numbered from 0 (the root); a negative child is the leaf
/// with number ~child. A tree without inner nodes is a single leaf.
/// </summary>
public sealed record Tree
{
    public required int[] LeftChild { get; init; }

    public required int[] RightChild { get; init; }

    /// <summary>Feature of each inner node.</summary>
    public required int[] SplitFeature { get; init; }

    /// <summary>Values up to this threshold go left. For a categorical node, the number of its set of codes.</summary>
    public required double[] Threshold { get; init; }

    public required SplitKind[] Splits { get; init; }

    public required double[] LeafValue { get; init; }

    /// <summary>Training rows that passed through each inner node, required for contributions.</summary>
    public required double[] NodeRows { get; init; }

    /// <summary>Training rows in each leaf.</summary>
    public required double[] LeafRows { get; init; }

    /// <summary>Loss reduction of each split. 0 if unknown.</summary>
    public required double[] SplitGain { get; init; }

    /// <summary>Start of each set of codes in <see cref="CategoryBits"/>, and the end of the last one. Empty without categorical nodes.</summary>
    public int[] CategoryStarts { get; init; } = [];

    /// <summary>Sets of codes that go left, as bits of 32-bit words.</summary>
    public uint[] CategoryBits { get; init; } = [];

    public int Nodes => LeftChild.Length;

    /// <summary>The words of the set of codes that a categorical node sends left.</summary>
    public ReadOnlySpan<uint> CategorySet(int node)
    {
        var set = (int)Threshold[node];
        return CategoryBits.AsSpan(CategoryStarts[set]..CategoryStarts[set + 1]);
    }
}
