using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>What decides whether a column is worth learning from.</summary>
/// <param name="Present">Rows with a value.</param>
/// <param name="IsConstant">All values are the same.</param>
/// <param name="AreDistinct">No value is there twice.</param>
internal readonly record struct ColumnValues(int Present, bool IsConstant, bool AreDistinct)
{
    public static ColumnValues Of(Column column) => column switch
    {
        CategoricalColumn categories => Of(categories.Codes, code => code >= 0),
        NumericColumn numbers => Of(numbers.Values, value => !double.IsNaN(value)),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };

    private static ColumnValues Of<T>(T[] values, Func<T, bool> isPresent)
        where T : struct, IEquatable<T>
    {
        // Distinct values are remembered only until one comes twice: most columns have one soon.
        HashSet<T>? seen = [];
        T? first = null;
        var (present, constant) = (0, true);
        foreach (var value in values)
        {
            if (!isPresent(value))
            {
                continue;
            }

            present++;
            first ??= value;
            constant = constant && first.Value.Equals(value);
            if (seen is not null && !seen.Add(value))
            {
                seen = null;
            }
        }

        return new ColumnValues(present, constant, seen is not null);
    }
}
