using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>The outputs of a task and how to read them. <see cref="Of"/> is the table with one row per task.</summary>
public sealed class OutputShape
{
    private static readonly OutputShape Number = new() { FewestClasses = 0, MostClasses = 0, Link = Link.Identity, Space = ContributionSpace.Value };
    private static readonly OutputShape TwoClasses = new() { FewestClasses = 2, MostClasses = 2, HasPositiveClass = true, Link = Link.Sigmoid, Space = ContributionSpace.LogOdds };
    private static readonly OutputShape ManyClasses = new() { FewestClasses = 3, MostClasses = int.MaxValue, Link = Link.Softmax, Space = ContributionSpace.LogOdds };

    private OutputShape()
    {
    }

    /// <summary>Fewest classes of a target.</summary>
    public required int FewestClasses { get; init; }

    /// <summary>Most classes of a target.</summary>
    public required int MostClasses { get; init; }

    /// <summary>Whether the outputs are one probability per class. If not, the output is a number.</summary>
    public bool HasClasses => MostClasses > 0;

    /// <summary>Whether one of two classes is the positive class. A model then has one score, the log-odds of that class.</summary>
    public bool HasPositiveClass { get; init; }

    /// <summary>Whether a model has one score per class. If not, it has one score.</summary>
    public bool HasScorePerClass => HasClasses && !HasPositiveClass;

    /// <summary>Conversion of scores to outputs.</summary>
    public required Link Link { get; init; }

    /// <summary>The scale of contributions.</summary>
    public required ContributionSpace Space { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">The task is unknown.</exception>
    public static OutputShape Of(ModelTask task) => task switch
    {
        ModelTask.Binary => TwoClasses,
        ModelTask.Multiclass => ManyClasses,
        ModelTask.Regression => Number,
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "The task is unknown."),
    };

    /// <summary>Outputs per row.</summary>
    /// <param name="classes">Number of classes. 0 without classes.</param>
    public int Outputs(int classes) => HasClasses ? classes : 1;

    /// <summary>Scores per row, each with its own contributions.</summary>
    /// <param name="classes">Number of classes. 0 without classes.</param>
    public int Scores(int classes) => HasScorePerClass ? classes : 1;

    /// <summary>Position of the predicted output: the most probable class, or the positive class from the threshold on. Without classes, 0.</summary>
    public int Predicted(ReadOnlySpan<double> outputs, double threshold)
    {
        if (HasPositiveClass)
        {
            return outputs[1] >= threshold ? 1 : 0;
        }

        var best = 0;
        for (var i = 1; i < outputs.Length; i++)
        {
            best = outputs[i] > outputs[best] ? i : best;
        }

        return best;
    }
}
