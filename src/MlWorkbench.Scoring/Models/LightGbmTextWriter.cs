using System.Globalization;
using System.Text;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// Writes a tree ensemble in LightGBM's text format, so that LightGBM for Python, R or Java can load it. Feature N of the feature pipeline is named <c>fN</c>.
/// </summary>
public static class LightGbmTextWriter
{
    private static readonly NumberFormatInfo InfinityAsInf = new() { PositiveInfinitySymbol = "inf", NegativeInfinitySymbol = "-inf" };

    public static string Write(TreeEnsemble ensemble)
    {
        var text = new StringBuilder();
        var features = Enumerable.Range(0, ensemble.Features).ToArray();
        text.Append("tree\nversion=v4\n");
        Add(text, "num_class", [ensemble.RawScores]);
        Add(text, "num_tree_per_iteration", [ensemble.RawScores]);
        text.Append("label_index=0\n");
        Add(text, "max_feature_idx", [ensemble.Features - 1]);
        text.Append(CultureInfo.InvariantCulture, $"objective={Objective(ensemble)}\n");
        if (ensemble.Average)
        {
            text.Append("average_output\n");
        }

        text.Append("feature_names=").AppendJoin(' ', features.Select(feature => $"f{feature}")).Append('\n');
        text.Append("feature_infos=").AppendJoin(' ', features.Select(_ => "none")).Append("\n\n");
        for (var i = 0; i < ensemble.Trees.Count; i++)
        {
            AddTree(text, ensemble.Trees[i], i);
        }

        return text.Append("end of trees\n\nfeature_importances:\n\nparameters:\nend of parameters\n\npandas_categorical:null\n").ToString();
    }

    private static string Objective(TreeEnsemble ensemble) => ensemble.Link switch
    {
        Link.Sigmoid => string.Create(CultureInfo.InvariantCulture, $"binary sigmoid:{ensemble.Slope}"),
        Link.Softmax => string.Create(CultureInfo.InvariantCulture, $"multiclass num_class:{ensemble.RawScores}"),
        Link.Exp => "poisson",
        _ => "regression",
    };

    private static void AddTree(StringBuilder text, Tree tree, int number)
    {
        Add(text, "Tree", [number]);
        Add(text, "num_leaves", [tree.Nodes + 1]);
        Add(text, "num_cat", [Math.Max(0, tree.CategoryStarts.Length - 1)]);
        if (tree.Nodes > 0)
        {
            Add(text, "split_feature", tree.SplitFeature);
            Add(text, "split_gain", tree.SplitGain);
            Add(text, "threshold", tree.Threshold);
            Add(text, "decision_type", [.. tree.Splits.Select(split => (int)split)]);
            Add(text, "left_child", tree.LeftChild);
            Add(text, "right_child", tree.RightChild);
        }

        Add(text, "leaf_value", tree.LeafValue);
        if (tree.Nodes > 0)
        {
            Add(text, "leaf_count", tree.LeafRows);
            Add(text, "internal_count", tree.NodeRows);
        }

        if (tree.CategoryStarts.Length > 0)
        {
            Add(text, "cat_boundaries", tree.CategoryStarts);
            Add(text, "cat_threshold", tree.CategoryBits);
        }

        text.Append("is_linear=0\nshrinkage=1\n\n\n");
    }

    private static void Add<T>(StringBuilder text, string key, ReadOnlySpan<T> values)
        where T : IFormattable
    {
        text.Append(key).Append('=');
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(values[i].ToString(null, InfinityAsInf));
        }

        text.Append('\n');
    }
}
