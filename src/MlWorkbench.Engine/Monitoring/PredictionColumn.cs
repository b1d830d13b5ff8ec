using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Classification;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>
/// The column for drift of predictions: the number of a regression, the probability of the positive class of two, or the predicted one of several classes.
/// </summary>
public static class PredictionColumn
{
    public static Column Of(double[] outputs, ModelSignature signature) => Of(new Predictions(outputs, signature.Outputs), signature.Task, signature.Classes, signature.Target);

    internal static Column Of(Predictions predictions, ModelTask task, IReadOnlyList<string> classes, string target) => OutputShape.Of(task) switch
    {
        { HasClasses: false } => OfScores(predictions.Values, target),
        { HasPositiveClass: true } => OfScores([.. predictions.Values.Where((_, i) => i % 2 == 1)], target),
        _ => new CategoricalColumn(Name(target), ColumnType.Category, [.. Enumerable.Range(0, predictions.Rows).Select(row => PredictedClass.Of(predictions, row))], [.. classes]),
    };

    /// <summary>Column of logged predictions.</summary>
    /// <param name="scores">Per row, the number or the probability of the positive class. Not used for several classes.</param>
    /// <param name="labels">Per row, the class. Used for several classes only.</param>
    public static Column OfLog(double[] scores, IReadOnlyList<string?> labels, ModelSignature signature) =>
        signature.Shape.HasScorePerClass ? OfLabels(labels, signature.Target) : OfScores(scores, signature.Target);

    public static string Name(string target) => $"prediction of {target}";

    private static NumericColumn OfScores(double[] scores, string target) => new(Name(target), ColumnType.Number, scores);

    private static CategoricalColumn OfLabels(IReadOnlyList<string?> labels, string target)
    {
        string[] levels = [.. labels.OfType<string>().Distinct()];
        var codes = levels.Index().ToDictionary(level => level.Item, level => level.Index, StringComparer.Ordinal);
        return new CategoricalColumn(Name(target), ColumnType.Category, [.. labels.Select(label => label is null ? CategoricalColumn.Missing : codes[label])], levels);
    }
}
