using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Features;

/// <summary>The target as numbers to average in encodings: itself for regression, a flag for the positive class, or a flag per class.</summary>
/// <param name="Values">Values, row after row, one number per output.</param>
/// <param name="Suffixes">Suffix of feature names per output.</param>
/// <param name="Folds">The fold of each row for out-of-fold features.</param>
internal sealed record EncodingTarget(double[] Values, IReadOnlyList<string> Suffixes, int[] Folds)
{
    /// <summary>More classes would create more features than they are worth, so only the most frequent ones are used.</summary>
    private const int MaxClasses = 30;

    public int Outputs => Suffixes.Count;

    public int Rows => Folds.Length;

    public int FoldCount { get; } = Folds.Length == 0 ? 0 : Folds.Max() + 1;

    public static EncodingTarget Of(Actuals labels, int[] folds)
    {
        if (!labels.Shape.HasScorePerClass)
        {
            return new EncodingTarget(labels.Values, [""], folds);
        }

        var classes = labels.Values
            .CountBy(value => (int)value)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            .Take(MaxClasses)
            .Select(count => count.Key)
            .Order()
            .ToArray();
        var flags = new double[labels.Rows * classes.Length];
        for (var row = 0; row < labels.Rows; row++)
        {
            var output = Array.IndexOf(classes, (int)labels.Values[row]);
            if (output >= 0)
            {
                flags[(row * classes.Length) + output] = 1;
            }
        }

        return new EncodingTarget(flags, [.. classes.Select(index => $" {labels.Classes[index]}")], folds);
    }
}
