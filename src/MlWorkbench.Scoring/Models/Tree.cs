namespace MlWorkbench.Scoring.Models;

/// <summary>
/// One decision tree as arrays, with the meaning that LightGBM's text format gives them. Inner nodes are numbered from 0 (the root);
/// a child that is negative is the leaf with number ~child. A tree without inner nodes is its one leaf.
/// </summary>
public sealed record Tree
{
    public required int[] LeftChild { get; init; }

    public required int[] RightChild { get; init; }

    /// <summary>Feature that each inner node looks at.</summary>
    public required int[] SplitFeature { get; init; }

    /// <summary>Values up to and including it go left; for a categorical node: the number of its set of codes.</summary>
    public required double[] Threshold { get; init; }

    public required SplitKind[] Splits { get; init; }

    public required double[] LeafValue { get; init; }

    /// <summary>Training rows that passed through each inner node: needed for contributions.</summary>
    public required double[] NodeRows { get; init; }

    /// <summary>Training rows in each leaf.</summary>
    public required double[] LeafRows { get; init; }

    /// <summary>Loss that each split saved; 0 where unknown.</summary>
    public required double[] SplitGain { get; init; }

    /// <summary>Where each set of codes starts in <see cref="CategoryBits"/>, and the end of the last one; empty without categorical nodes.</summary>
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
