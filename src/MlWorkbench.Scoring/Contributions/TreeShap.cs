using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Exact Shapley values of one tree. Unknown features of a row are averaged over the training rows that passed each node (path-dependent TreeSHAP, Lundberg
/// et al. 2020, algorithm 2).
/// </summary>
internal static class TreeShap
{
    /// <summary>Adds one contribution per feature and, last, the tree's mean over its training rows.</summary>
    public static void Add(Tree tree, ReadOnlySpan<float> features, Span<double> contributions)
    {
        if (tree.Nodes == 0)
        {
            contributions[^1] += tree.LeafValue[0];
            return;
        }

        contributions[^1] += Mean(tree, 0);
        var depth = Depth(tree, 0) + 2;
        Span<PathElement> paths = depth <= 24 ? stackalloc PathElement[depth * (depth + 1) / 2] : new PathElement[depth * (depth + 1) / 2];
        Walk(new Walker(tree, features, contributions, paths), 0, 0, 0, new PathElement(-1, 1, 1, 0), 0);
    }

    private static void Walk(in Walker walker, int node, int start, int length, PathElement added, int parentStart)
    {
        var path = walker.Paths[start..];
        walker.Paths.Slice(parentStart, length).CopyTo(path);
        Extend(path, ref length, added);
        if (node < 0)
        {
            AddLeaf(walker, path[..length], walker.Tree.LeafValue[~node]);
            return;
        }

        var tree = walker.Tree;
        var feature = tree.SplitFeature[node];
        var left = TreeRouting.GoesLeft(tree, node, walker.Features[feature]);
        var (hot, cold) = left ? (tree.LeftChild[node], tree.RightChild[node]) : (tree.RightChild[node], tree.LeftChild[node]);
        var hotShare = Rows(tree, hot) / (Rows(tree, hot) + Rows(tree, cold));

        var (zeroBefore, oneBefore) = (1.0, 1.0);
        var seen = IndexOf(path[..length], feature);
        if (seen >= 0)
        {
            (zeroBefore, oneBefore) = (path[seen].Zero, path[seen].One);
            Unwind(path, ref length, seen);
        }

        var next = start + length + 1;
        Walk(walker, hot, next, length, new PathElement(feature, hotShare * zeroBefore, oneBefore, 0), start);
        Walk(walker, cold, next, length, new PathElement(feature, (1 - hotShare) * zeroBefore, 0, 0), start);
    }

    private static void AddLeaf(in Walker walker, Span<PathElement> path, double value)
    {
        for (var i = 1; i < path.Length; i++)
        {
            var weight = UnwoundSum(path, i);
            walker.Contributions[path[i].Feature] += weight * (path[i].One - path[i].Zero) * value;
        }
    }

    private static void Extend(Span<PathElement> path, ref int length, PathElement added)
    {
        var depth = length;
        path[depth] = added with { Weight = depth == 0 ? 1 : 0 };
        for (var i = depth - 1; i >= 0; i--)
        {
            path[i + 1].Weight += added.One * path[i].Weight * (i + 1) / (depth + 1.0);
            path[i].Weight = added.Zero * path[i].Weight * (depth - i) / (depth + 1.0);
        }

        length++;
    }

    private static void Unwind(Span<PathElement> path, ref int length, int index)
    {
        var depth = length - 1;
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[depth].Weight;
        for (var i = depth - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (depth + 1) / ((i + 1) * one);
                next = weight - (path[i].Weight * zero * (depth - i) / (depth + 1.0));
            }
            else
            {
                path[i].Weight = path[i].Weight * (depth + 1) / (zero * (depth - i));
            }
        }

        for (var i = index; i < depth; i++)
        {
            path[i] = path[i + 1] with { Weight = path[i].Weight };
        }

        length--;
    }

    private static double UnwoundSum(ReadOnlySpan<PathElement> path, int index)
    {
        var depth = path.Length - 1;
        var (zero, one) = (path[index].Zero, path[index].One);
        var next = path[depth].Weight;
        var total = 0.0;
        for (var i = depth - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * (depth + 1) / ((i + 1) * one);
                total += weight;
                next = path[i].Weight - (weight * zero * ((depth - i) / (depth + 1.0)));
            }
            else
            {
                total += path[i].Weight / zero / ((depth - i) / (depth + 1.0));
            }
        }

        return total;
    }

    private static int IndexOf(ReadOnlySpan<PathElement> path, int feature)
    {
        for (var i = 1; i < path.Length; i++)
        {
            if (path[i].Feature == feature)
            {
                return i;
            }
        }

        return -1;
    }

    private static double Mean(Tree tree, int node)
    {
        if (node < 0)
        {
            return tree.LeafValue[~node];
        }

        var (left, right) = (tree.LeftChild[node], tree.RightChild[node]);
        var leftShare = Rows(tree, left) / (Rows(tree, left) + Rows(tree, right));
        return (leftShare * Mean(tree, left)) + ((1 - leftShare) * Mean(tree, right));
    }

    private static int Depth(Tree tree, int node) =>
        node < 0 ? 0 : 1 + Math.Max(Depth(tree, tree.LeftChild[node]), Depth(tree, tree.RightChild[node]));

    // A share of exactly 0 cannot be unwound. A node without training rows counts as almost zero.
    private static double Rows(Tree tree, int node) => Math.Max(node < 0 ? tree.LeafRows[~node] : tree.NodeRows[node], 1e-9);

    private record struct PathElement(int Feature, double Zero, double One, double Weight);

    private readonly ref struct Walker(Tree tree, ReadOnlySpan<float> features, Span<double> contributions, Span<PathElement> paths)
    {
        public Tree Tree { get; } = tree;

        public ReadOnlySpan<float> Features { get; } = features;

        public Span<double> Contributions { get; } = contributions;

        public Span<PathElement> Paths { get; } = paths;
    }
}
