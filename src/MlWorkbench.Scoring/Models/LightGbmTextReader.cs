using System.Globalization;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// Reads a tree ensemble from LightGBM's text format (version 3 and 4). It reads only the parts for scoring and contributions, and trusts none of them.
/// </summary>
public static class LightGbmTextReader
{
    /// <summary>Maximum number of leaves of a tree.</summary>
    private const int MaxLeaves = 131_072;

    /// <exception cref="FormatException">The text is not a supported tree ensemble. The message gives the reason.</exception>
    public static TreeEnsemble Read(string text)
    {
        var lines = new LineReader(text);
        var header = ReadBlock(lines, "tree");
        if (!header.ContainsKey("version"))
        {
            throw new FormatException("The text is not a LightGBM model: it has no version.");
        }

        var rawScores = Integer(header, "num_tree_per_iteration", 1, 10_000);
        var features = Integer(header, "max_feature_idx", -1, 10_000_000) + 1;
        var (link, slope) = ReadObjective(header.GetValueOrDefault("objective", "regression"));
        var trees = new List<Tree>();
        while (lines.Current.StartsWith("Tree=", StringComparison.Ordinal))
        {
            var number = trees.Count;
            trees.Add(ReadTree(ReadBlock(lines, $"Tree={number}"), number));
        }

        if (lines.Current is not "end of trees")
        {
            throw new FormatException($"The model ends after tree {trees.Count - 1}.");
        }

        try
        {
            return new TreeEnsemble(trees, features, rawScores, header.ContainsKey("average_output"), link, slope);
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static (Link Link, double Slope) ReadObjective(string objective)
    {
        var words = objective.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "binary" or "cross_entropy" => (Link.Sigmoid, Slope(words)),
            "multiclass" => (Link.Softmax, 1),
            "regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape" when !words.Contains("sqrt") => (Link.Identity, 1),
            "poisson" or "gamma" or "tweedie" => (Link.Exp, 1),
            _ => throw new FormatException($"The objective '{objective}' cannot be scored."),
        };
    }

    private static double Slope(string[] words)
    {
        var word = words.FirstOrDefault(word => word.StartsWith("sigmoid:", StringComparison.Ordinal));
        return word is null ? 1 : Number(word["sigmoid:".Length..]);
    }

    private static Tree ReadTree(Dictionary<string, string> block, int number)
    {
        var leaves = Integer(block, "num_leaves", 1, MaxLeaves);
        if (block.GetValueOrDefault("is_linear", "0") != "0")
        {
            throw new FormatException($"Tree {number} has linear leaves, which cannot be scored.");
        }

        var nodes = leaves - 1;
        var sets = Integer(block, "num_cat", 0, MaxLeaves);
        var starts = sets == 0 ? [] : Integers(block, "cat_boundaries", sets + 1);
        return new Tree
        {
            LeftChild = Integers(block, "left_child", nodes),
            RightChild = Integers(block, "right_child", nodes),
            SplitFeature = Integers(block, "split_feature", nodes),
            Threshold = Numbers(block, "threshold", nodes),
            Splits = [.. Integers(block, "decision_type", nodes).Select(bits => (SplitKind)bits)],
            LeafValue = Numbers(block, "leaf_value", leaves),
            NodeRows = Numbers(block, "internal_count", nodes),
            LeafRows = leaves == 1 ? [0] : Numbers(block, "leaf_count", leaves),
            SplitGain = Numbers(block, "split_gain", nodes),
            CategoryStarts = starts,
            CategoryBits = sets == 0 ? [] : Words(block, "cat_threshold", starts[^1]),
        };
    }

    private static Dictionary<string, string> ReadBlock(LineReader lines, string title)
    {
        if (lines.Current != title)
        {
            throw new FormatException($"The model has '{Shorten(lines.Current)}' instead of '{title}'.");
        }

        var block = new Dictionary<string, string>(StringComparer.Ordinal);
        while (lines.Next() && !IsTitle(lines.Current))
        {
            var split = lines.Current.IndexOf('=', StringComparison.Ordinal);
            if (lines.Current.Length > 0)
            {
                block[split < 0 ? lines.Current : lines.Current[..split]] = split < 0 ? "" : lines.Current[(split + 1)..];
            }
        }

        return block;
    }

    private static bool IsTitle(string line) => line.StartsWith("Tree=", StringComparison.Ordinal) || line is "end of trees";

    private static int Integer(Dictionary<string, string> block, string key, int lowest, int highest) =>
        block.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest
            ? value
            : throw new FormatException($"The model has '{Shorten(text ?? "nothing")}' for {key}, not a number from {lowest} to {highest}.");

    private static int[] Integers(Dictionary<string, string> block, string key, int count) =>
        Parse(block, key, count, text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    private static uint[] Words(Dictionary<string, string> block, string key, int count) =>
        Parse(block, key, count, text => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));

    private static double[] Numbers(Dictionary<string, string> block, string key, int count) => Parse(block, key, count, Number);

    private static T[] Parse<T>(Dictionary<string, string> block, string key, int count, Func<string, T> parse)
    {
        var texts = block.GetValueOrDefault(key, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length != count)
        {
            throw new FormatException($"The model has {texts.Length} values for {key} instead of {count}.");
        }

        try
        {
            return Array.ConvertAll(texts, text => parse(text));
        }
        catch (OverflowException error)
        {
            throw new FormatException($"The model has a value for {key} that is too large.", error);
        }
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private sealed class LineReader(string text)
    {
        private readonly string[] _lines = text.ReplaceLineEndings("\n").Split('\n');
        private int _position;

        public string Current => _position < _lines.Length ? _lines[_position] : "";

        public bool Next() => ++_position < _lines.Length;
    }
}
