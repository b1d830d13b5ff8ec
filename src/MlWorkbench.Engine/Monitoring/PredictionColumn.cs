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

    internal static Column Of(Predictions predictions, ModelTask task, IReadOnlyList<string> classes, string target) => task switch
    {
        ModelTask.Regression => OfScores(predictions.Values, target),
        ModelTask.Binary => OfScores([.. predictions.Values.Where((_, i) => i % 2 == 1)], target),
        _ => new CategoricalColumn(Name(target), ColumnType.Category, [.. Enumerable.Range(0, predictions.Rows).Select(row => PredictedClass.Of(predictions, row))], [.. classes]),
    };

    /// <summary>Column of logged scores: numbers of a regression, or probabilities of the positive class.</summary>
    public static Column OfScores(double[] scores, string target) => new NumericColumn(Name(target), ColumnType.Number, scores);

    /// <summary>Column of logged labels of several classes.</summary>
    public static Column OfLabels(IReadOnlyList<string?> labels, string target)
    {
        string[] levels = [.. labels.OfType<string>().Distinct()];
        var codes = levels.Index().ToDictionary(level => level.Item, level => level.Index, StringComparer.Ordinal);
        return new CategoricalColumn(Name(target), ColumnType.Category, [.. labels.Select(label => label is null ? CategoricalColumn.Missing : codes[label])], levels);
    }

    public static string Name(string target) => $"prediction of {target}";
}
