using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>Predictions as columns: <c>label</c> and <c>probability_</c> with each class, or <c>score</c>.</summary>
internal static class PredictionTable
{
    public static Table Of(ModelSignature signature, double[] outputs)
    {
        if (!signature.Shape.HasClasses)
        {
            return new Table([new NumericColumn("score", ColumnType.Number, outputs)]);
        }

        var classes = signature.Classes.Count;
        var positions = signature.Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var labels = new int[outputs.Length / classes];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = positions[signature.LabelOf(outputs.AsSpan(row * classes, classes))!];
        }

        return new Table(
        [
            new CategoricalColumn("label", ColumnType.Category, labels, [.. signature.Classes]),
            .. signature.Classes.Select((name, index) => new NumericColumn($"probability_{name}", ColumnType.Number, Output(outputs, index, classes))),
        ]);
    }

    private static double[] Output(double[] outputs, int index, int count)
    {
        var values = new double[outputs.Length / count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = outputs[(row * count) + index];
        }

        return values;
    }
}
