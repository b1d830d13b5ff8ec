namespace MlWorkbench.Scoring.Models;

/// <summary>Refuses trees that would read outside their arrays or never end.</summary>
internal static class TreeCheck
{
    /// <summary>Contributions traverse trees by recursion, so a deeper tree could exhaust the stack.</summary>
    private const int MaxDepth = 512;

    /// <exception cref="ArgumentException">The tree is invalid. The message gives the reason.</exception>
    public static void Check(Tree tree, int features)
    {
        var nodes = tree.Nodes;
        if (tree.RightChild.Length != nodes || tree.SplitFeature.Length != nodes || tree.Threshold.Length != nodes
            || tree.Splits.Length != nodes || tree.NodeRows.Length != nodes || tree.SplitGain.Length != nodes
            || tree.LeafValue.Length != nodes + 1 || tree.LeafRows.Length != nodes + 1)
        {
            throw new ArgumentException($"A tree has arrays that do not fit its {nodes} inner nodes.");
        }

        foreach (var value in tree.LeafValue)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("A tree has a leaf that is not a finite number.");
            }
        }

        CheckCategories(tree);
        CheckNodes(tree, features);
        CheckReach(tree);
    }

    private static void CheckCategories(Tree tree)
    {
        var starts = tree.CategoryStarts;
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] < (i == 0 ? 0 : starts[i - 1]) || starts[i] > tree.CategoryBits.Length)
            {
                throw new ArgumentException("A tree has a set of codes beyond its bits.");
            }
        }
    }

    private static void CheckNodes(Tree tree, int features)
    {
        for (var node = 0; node < tree.Nodes; node++)
        {
            if ((uint)tree.SplitFeature[node] >= (uint)features)
            {
                throw new ArgumentException($"A tree reads feature {tree.SplitFeature[node]} of {features}.");
            }

            if (double.IsNaN(tree.Threshold[node]))
            {
                throw new ArgumentException("A tree has a threshold that is not a number.");
            }

            if (tree.Splits[node].HasFlag(SplitKind.Categorical)
                && !(tree.Threshold[node] >= 0 && tree.Threshold[node] < tree.CategoryStarts.Length - 1))
            {
                throw new ArgumentException($"A tree reads set of codes {tree.Threshold[node]} of {Math.Max(0, tree.CategoryStarts.Length - 1)}.");
            }
        }
    }

    // If every node and leaf is the child of exactly one earlier node, all traversals end.
    private static void CheckReach(Tree tree)
    {
        var depths = new int[tree.Nodes];
        var seenLeaves = new bool[tree.Nodes + 1];
        for (var node = 0; node < tree.Nodes; node++)
        {
            MarkChild(tree.LeftChild[node], node, depths, seenLeaves);
            MarkChild(tree.RightChild[node], node, depths, seenLeaves);
        }
    }

    private static void MarkChild(int child, int parent, int[] depths, bool[] seenLeaves)
    {
        var valid = child >= 0
            ? child > parent && child < depths.Length && depths[child] == 0
            : ~child < seenLeaves.Length && !seenLeaves[~child];
        if (!valid)
        {
            throw new ArgumentException($"Node {parent} of a tree points to {child}, which cannot be its child.");
        }

        if (child < 0)
        {
            seenLeaves[~child] = true;
            return;
        }

        depths[child] = depths[parent] + 1;
        if (depths[child] > MaxDepth)
        {
            throw new ArgumentException($"A tree is deeper than {MaxDepth} nodes.");
        }
    }
}
