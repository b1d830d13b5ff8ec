using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>The outputs of a model for the rows of a table, as columns.</summary>
public static class PredictionColumns
{
    /// <summary>The predicted class of each row. For regression, the predicted number.</summary>
    /// <param name="outputs">Per row, as many numbers as the signature has outputs.</param>
    public static Column Predicted(string name, ModelSignature signature, double[] outputs)
    {
        if (!signature.Shape.HasClasses)
        {
            return Scores(name, signature, outputs);
        }

        var positions = signature.Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new CategoricalColumn(name, ColumnType.Category, ByRow(signature, outputs, row => positions[signature.LabelOf(row)!]), [.. signature.Classes]);
    }

    /// <summary>The score of each row: see <see cref="ModelSignature.ScoreOf"/>.</summary>
    /// <inheritdoc cref="Predicted" path="/param"/>
    public static NumericColumn Scores(string name, ModelSignature signature, double[] outputs) =>
        new(name, ColumnType.Number, ByRow(signature, outputs, signature.ScoreOf));

    /// <summary>One column <c>probability_</c> per class, in the order of the classes. None for regression.</summary>
    /// <inheritdoc cref="Predicted" path="/param"/>
    public static IEnumerable<NumericColumn> Probabilities(ModelSignature signature, double[] outputs) =>
        signature.Classes.Select((name, index) => new NumericColumn(NameOfProbability(name), ColumnType.Number, ByRow(signature, outputs, row => row[index])));

    /// <summary>The column of a class.</summary>
    public static string NameOfProbability(string label) => $"probability_{label}";

    private static T[] ByRow<T>(ModelSignature signature, double[] outputs, RowValue<T> valueOf)
    {
        var values = new T[outputs.Length / signature.Outputs];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = valueOf(outputs.AsSpan(row * signature.Outputs, signature.Outputs));
        }

        return values;
    }

    private delegate T RowValue<out T>(ReadOnlySpan<double> outputs);
}
