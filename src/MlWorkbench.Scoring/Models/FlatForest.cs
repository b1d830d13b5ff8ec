using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Models;

/// <summary>Trees in a layout for fast traversal. Leaves are added in tree order, for one row and for many.</summary>
internal sealed class FlatForest
{
    private const int BlockRows = 64;

    private readonly TreeNode[] _nodes;
    private readonly int[] _roots;
    private readonly double[] _leaves;
    private readonly uint[][] _sets;
    private readonly int _scores;

    /// <param name="trees">Trees that passed <see cref="TreeCheck"/>.</param>
    /// <param name="scores">Tree i adds to score i modulo this.</param>
    public FlatForest(IReadOnlyList<Tree> trees, int scores)
    {
        _scores = scores;
        _nodes = new TreeNode[trees.Sum(tree => tree.Nodes)];
        _roots = new int[trees.Count];
        _leaves = new double[trees.Sum(tree => tree.Nodes + 1)];
        _sets = Flatten(trees);
    }

    /// <summary>Adds the leaf of each tree for a row.</summary>
    /// <param name="row">The features of the row, at least up to the highest feature of the trees.</param>
    public void AddLeaves(ReadOnlySpan<float> row, Span<double> sums)
    {
        ref var values = ref MemoryMarshal.GetReference(row);
        for (var tree = 0; tree < _roots.Length;)
        {
            for (var score = 0; score < sums.Length; score++)
            {
                sums[score] += Leaf(_roots[tree++], ref values);
            }
        }
    }

    /// <summary>Adds the leaves of all rows.</summary>
    /// <param name="stride">Numbers per row in <paramref name="sums"/>. The first ones are the scores.</param>
    public void AddLeaves(FeatureMatrix rows, Span<double> sums, int stride)
    {
        ref var values = ref MemoryMarshal.GetReference(rows.Values.AsSpan());
        // Processing tree by tree over a block of rows keeps both in the nearest cache.
        for (var start = 0; start < rows.Rows; start += BlockRows)
        {
            var end = Math.Min(start + BlockRows, rows.Rows);
            for (var tree = 0; tree < _roots.Length; tree++)
            {
                var score = tree % _scores;
                for (var row = start; row < end; row++)
                {
                    sums[(row * stride) + score] += Leaf(_roots[tree], ref Unsafe.Add(ref values, row * rows.Width));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Leaf(int index, ref float values)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        while (index >= 0)
        {
            ref readonly var node = ref Unsafe.Add(ref nodes, index);
            var value = Unsafe.Add(ref values, node.Feature);
            // Without short circuits: the direction of a row cannot be predicted, so a branch would cost more than it saves.
            var left = node.IsCommon
                ? (value <= node.Threshold) | (float.IsNaN(value) & node.MissingLeft)
                : GoesLeftRarely(node, value);
            index = left ? node.Left : node.Right;
        }

        return _leaves[~index];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesLeftRarely(in TreeNode node, float value) => node.IsCategorical
        ? TreeRouting.InSet(_sets[node.Set], value)
        : TreeRouting.IsZeroOrMissing(value) ? node.MissingLeft : value <= node.Threshold;

    private uint[][] Flatten(IReadOnlyList<Tree> trees)
    {
        var sets = new List<uint[]>();
        var (nextNode, nextLeaf) = (0, 0);
        for (var i = 0; i < trees.Count; i++)
        {
            var tree = trees[i];
            tree.LeafValue.CopyTo(_leaves, nextLeaf);
            _roots[i] = tree.Nodes == 0 ? ~nextLeaf : nextNode;
            for (var node = 0; node < tree.Nodes; node++)
            {
                var left = Place(tree.LeftChild[node], nextNode, nextLeaf);
                var right = Place(tree.RightChild[node], nextNode, nextLeaf);
                if (tree.Splits[node].HasFlag(SplitKind.Categorical))
                {
                    _nodes[nextNode + node] = TreeNode.Categories(tree.SplitFeature[node], sets.Count, left, right);
                    sets.Add(tree.CategorySet(node).ToArray());
                }
                else
                {
                    _nodes[nextNode + node] = TreeNode.Numeric(tree.SplitFeature[node], tree.Threshold[node], tree.Splits[node], left, right);
                }
            }

            nextNode += tree.Nodes;
            nextLeaf += tree.Nodes + 1;
        }

        return [.. sets];
    }

    private static int Place(int child, int nodes, int leaves) => child >= 0 ? nodes + child : ~(leaves + ~child);
}
