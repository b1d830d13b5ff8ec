using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Trainer;

/// <summary>The rows of a table with the actual outcomes, in the classes of a model.</summary>
internal static class LabelledRows
{
    public static (Actuals Actuals, int[] Rows) Of(Table table, string target, ModelSignature signature)
    {
        var column = table.Find(target)
            ?? throw new EngineException("target_missing", $"There is no column '{target}' in the data.", column: target);
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => !column.IsMissing(row))];
        if (rows.Length == 0)
        {
            throw new EngineException("target_all_missing", $"The target '{target}' has no value in any row.", column: target);
        }

        var values = signature.Shape.HasClasses ? Classes(column, rows, signature) : Numbers(column, rows);
        return (new Actuals(signature.Task, values, signature.Classes), rows);
    }

    private static double[] Numbers(Column column, int[] rows) => column is NumericColumn { Type: not ColumnType.Date } numbers
        ? Array.ConvertAll(rows, row => numbers.Values[row])
        : throw new EngineException("target_not_numeric", $"The target '{column.Name}' is not a number, but the model predicts one.", column: column.Name);

    private static double[] Classes(Column column, int[] rows, ModelSignature signature)
    {
        var positions = signature.Classes.Index().ToDictionary(pair => pair.Item, pair => (double)pair.Index, StringComparer.Ordinal);
        return Array.ConvertAll(rows, row => positions.TryGetValue(column.TextAt(row)!, out var position)
            ? position
            : throw new EngineException(
                "unknown_class",
                $"Row {row + 1}: '{column.TextAt(row)}' is not a class of the model. Its classes are: {string.Join(", ", signature.Classes.Take(20))}.",
                row + 1,
                column.Name));
    }
}
