using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// Boosted or averaged decision trees. Routes rows and adds leaves exactly as LightGBM does, in the same order, so that a score
/// equals the native library's to the last bit.
/// </summary>
public sealed class TreeEnsemble : Model
{
    private const int BlockRows = 64;

    private readonly Node[] _nodes;
    private readonly int[] _roots;
    private readonly double[] _leaves;
    private readonly uint[] _categoryBits;

    /// <param name="trees">Round after round, one tree per raw score in each.</param>
    /// <param name="features">Length of the feature rows.</param>
    /// <param name="rawScores">1 for regression and binary, otherwise the number of classes.</param>
    /// <param name="average">Whether a raw score is the mean of its trees (a forest) rather than their sum.</param>
    /// <param name="slope">Factor of the raw score inside of the sigmoid.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, int features, int rawScores, bool average, Link link, double slope = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rawScores, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 0);
        if (trees.Count % rawScores != 0 || (average && trees.Count == 0))
        {
            throw new ArgumentException($"{trees.Count} trees cannot give {rawScores} scores.", nameof(trees));
        }

        if (link is Link.Sigmoid or Link.Exp && rawScores != 1)
        {
            throw new ArgumentException($"The link {link} takes one score, not {rawScores}.", nameof(link));
        }

        foreach (var tree in trees)
        {
            TreeCheck.Check(tree, features);
        }

        (Trees, Features, RawScores, Average, Link, Slope) = (trees, features, rawScores, average, link, slope);
        _nodes = new Node[trees.Sum(tree => tree.Nodes)];
        _roots = new int[trees.Count];
        _leaves = new double[trees.Sum(tree => tree.Nodes + 1)];
        _categoryBits = Flatten();
    }

    public IReadOnlyList<Tree> Trees { get; }

    public bool Average { get; }

    public Link Link { get; }

    public double Slope { get; }

    public override int Features { get; }

    public override int RawScores { get; }

    public override int Outputs => Links.Outputs(Link, RawScores);

    public override void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        if (features.Length < Features)
        {
            throw new ArgumentException($"The trees look at {Features} features, the row has {features.Length}.", nameof(features));
        }

        outputs.Clear();
        ref var row = ref MemoryMarshal.GetReference(features);
        for (var tree = 0; tree < _roots.Length;)
        {
            for (var score = 0; score < RawScores; score++)
            {
                outputs[score] += _leaves[Leaf(_roots[tree++], ref row)];
            }
        }

        Finish(outputs);
    }

    // Tree by tree over a block of rows keeps a tree's nodes in the nearest cache; each row still adds its leaves in tree order.
    public override void Score(FeatureMatrix features, Span<double> outputs)
    {
        if (features.Width < Features)
        {
            throw new ArgumentException($"The trees look at {Features} features, the rows have {features.Width}.", nameof(features));
        }

        outputs.Clear();
        for (var start = 0; start < features.Rows; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, features.Rows - start);
            var block = outputs.Slice(start * Outputs, rows * Outputs);
            ref var values = ref features.Row(start)[0];
            for (var tree = 0; tree < _roots.Length; tree++)
            {
                var root = _roots[tree];
                var score = tree % RawScores;
                for (var i = 0; i < rows; i++)
                {
                    block[(i * Outputs) + score] += _leaves[Leaf(root, ref Unsafe.Add(ref values, i * features.Width))];
                }
            }

            for (var i = 0; i < rows; i++)
            {
                Finish(block.Slice(i * Outputs, Outputs));
            }
        }
    }

    public override void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        contributions.Clear();
        var width = Features + 1;
        for (var tree = 0; tree < Trees.Count; tree++)
        {
            TreeShap.Add(Trees[tree], features, contributions.Slice(tree % RawScores * width, width));
        }

        var scale = (Average ? (double)RawScores / Trees.Count : 1) * (Link == Link.Sigmoid ? Slope : 1);
        if (scale != 1)
        {
            foreach (ref var contribution in contributions)
            {
                contribution *= scale;
            }
        }

        if (Link == Link.Exp)
        {
            Rescaling.Apply(contributions, Math.Exp);
        }
    }

    private void Finish(Span<double> outputs)
    {
        if (Average)
        {
            var rounds = _roots.Length / RawScores;
            for (var score = 0; score < RawScores; score++)
            {
                outputs[score] /= rounds;
            }
        }

        Links.Apply(Link, Slope, outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Leaf(int index, ref float row)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        while (index >= 0)
        {
            ref readonly var node = ref Unsafe.Add(ref nodes, index);
            var value = Unsafe.Add(ref row, node.Feature);
            var left = node.Kind == NodeKind.Threshold
                ? value <= node.Threshold || (float.IsNaN(value) && node.MissingLeft)
                : GoesLeftRarely(node, value);
            index = left ? node.Left : node.Right;
        }

        return ~index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesLeftRarely(in Node node, float value)
    {
        if (node.Kind == NodeKind.ThresholdZeroMissing)
        {
            return TreeRouting.IsZeroOrMissing(value) ? node.MissingLeft : value <= node.Threshold;
        }

        return TreeRouting.InSet(_categoryBits.AsSpan(node.SetStart, node.SetLength), value);
    }

    private uint[] Flatten()
    {
        var bits = new List<uint>();
        var (nextNode, nextLeaf) = (0, 0);
        for (var i = 0; i < Trees.Count; i++)
        {
            var tree = Trees[i];
            tree.LeafValue.CopyTo(_leaves, nextLeaf);
            _roots[i] = tree.Nodes == 0 ? ~nextLeaf : nextNode;
            for (var node = 0; node < tree.Nodes; node++)
            {
                var (left, right) = (tree.LeftChild[node], tree.RightChild[node]);
                _nodes[nextNode + node] = Node.Of(
                    tree,
                    node,
                    left >= 0 ? nextNode + left : ~(nextLeaf + ~left),
                    right >= 0 ? nextNode + right : ~(nextLeaf + ~right),
                    bits);
            }

            nextNode += tree.Nodes;
            nextLeaf += tree.Nodes + 1;
        }

        return [.. bits];
    }

    private enum NodeKind : byte
    {
        Threshold,
        ThresholdZeroMissing,
        Categories,
    }

    private readonly struct Node
    {
        private Node(int feature, float threshold, int left, int right, NodeKind kind, bool missingLeft, int setStart, int setLength)
        {
            (Feature, Threshold, Left, Right, Kind, MissingLeft) = (feature, threshold, left, right, kind, missingLeft);
            (SetStart, SetLength) = (setStart, setLength);
        }

        public int Feature { get; }

        public float Threshold { get; }

        public int Left { get; }

        public int Right { get; }

        public NodeKind Kind { get; }

        public bool MissingLeft { get; }

        public int SetStart { get; }

        public int SetLength { get; }

        public static Node Of(Tree tree, int node, int left, int right, List<uint> bits)
        {
            var split = tree.Splits[node];
            if (split.HasFlag(SplitKind.Categorical))
            {
                var start = bits.Count;
                bits.AddRange(tree.CategorySet(node));
                return new Node(tree.SplitFeature[node], 0, left, right, NodeKind.Categories, false, start, bits.Count - start);
            }

            var threshold = tree.Threshold[node];
            var missingLeft = TreeRouting.MissingGoesLeft(split, threshold);
            var kind = split.HasFlag(SplitKind.ZeroIsMissing) ? NodeKind.ThresholdZeroMissing : NodeKind.Threshold;
            return new Node(tree.SplitFeature[node], RoundDown(threshold), left, right, kind, missingLeft, 0, 0);
        }

        // Features are singles: x <= t holds for the same x when t is rounded down to a single.
        private static float RoundDown(double threshold)
        {
            var rounded = (float)threshold;
            return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
        }
    }
}
