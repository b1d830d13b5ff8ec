using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Properties that decide whether a column is useful for training.</summary>
/// <param name="Present">Rows with a value.</param>
/// <param name="IsConstant">Whether all values are the same.</param>
/// <param name="AreDistinct">Whether no value occurs twice.</param>
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
        // Distinct values are stored only until one repeats, which happens early in most columns.
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
