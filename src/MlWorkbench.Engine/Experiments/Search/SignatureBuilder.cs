using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Describes the input columns of a model, from its training rows.</summary>
public static class SignatureBuilder
{
    /// <param name="inputs">Training rows with input columns only.</param>
    /// <param name="classes">Classes in the order of the outputs (binary: the positive class is second). Empty for regression.</param>
    public static ModelSignature Build(Table inputs, ModelTask task, string target, IReadOnlyList<string> classes, int threads = 1) => new(
        task,
        target,
        classes,
        OutputShape.Of(task).HasPositiveClass ? classes[1] : null,
        [.. inputs.Columns.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).Select(Describe)]);

    private static SignatureColumn Describe(Column column) => column switch
    {
        NumericColumn numbers => Describe(numbers),
        CategoricalColumn levels => Describe(levels),
        _ => throw new NotSupportedException($"Columns of type {column.Type} cannot be described."),
    };

    private static SignatureColumn Describe(NumericColumn column)
    {
        var values = Array.FindAll(column.Values, double.IsFinite);
        if (values.Length == 0)
        {
            return new SignatureColumn(column.Name, column.Type, []);
        }

        Array.Sort(values);
        var median = new NumericColumn(column.Name, column.Type, [values[(values.Length - 1) / 2]]);
        return new SignatureColumn(column.Name, column.Type, [], values[0], values[^1], median.TextAt(0));
    }

    private static SignatureColumn Describe(CategoricalColumn column)
    {
        var levels = ColumnLevelCounts.Of(column).Levels;
        return new SignatureColumn(
            column.Name,
            column.Type,
            column.Type == ColumnType.Text ? [] : [.. levels.Take(SignatureColumn.MaxLevels)],
            Example: levels.FirstOrDefault());
    }
}
