using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Counts missing and distinct values of a table's columns.</summary>
public static class ColumnSchemas
{
    /// <param name="roles">The role of each column of the table, in its order.</param>
    public static IReadOnlyList<ColumnSchema> Of(Table table, IReadOnlyList<ColumnRole> roles)
    {
        var sorter = new ColumnSorter();
        return [.. table.Columns.Select((column, index) => Of(column, roles[index], sorter))];
    }

    /// <summary>The schema of columns with the counts from a profile of all rows.</summary>
    public static IReadOnlyList<ColumnSchema> Of(IReadOnlyList<ArrowColumn> columns, DatasetProfile profile) =>
        [.. columns.Zip(profile.Columns, (column, counts) => new ColumnSchema(column.Name, column.Type, column.Role, counts.Missing, counts.Distinct))];

    private static ColumnSchema Of(Column column, ColumnRole role, ColumnSorter sorter)
    {
        var (missing, distinct) = column switch
        {
            NumericColumn numbers => Count(numbers, sorter),
            CategoricalColumn levels => Count(levels),
            _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
        };
        return new ColumnSchema(column.Name, column.Type, role, missing, distinct);
    }

    private static (long Missing, long Distinct) Count(NumericColumn column, ColumnSorter sorter)
    {
        var sorted = sorter.Sort(column);
        return (column.Length - sorted.Length, SortedValues.CountDistinct(sorted));
    }

    private static (long Missing, long Distinct) Count(CategoricalColumn column)
    {
        var used = new bool[column.Levels.Length];
        long missing = 0;
        foreach (var code in column.Codes)
        {
            if (code < 0)
            {
                missing++;
            }
            else
            {
                used[code] = true;
            }
        }

        return (missing, used.LongCount(isUsed => isUsed));
    }
}
