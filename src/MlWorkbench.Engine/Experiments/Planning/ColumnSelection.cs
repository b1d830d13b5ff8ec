using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>The columns to use, and the reasons for excluding the others.</summary>
/// <param name="Features">Columns in the order of the table.</param>
public sealed record ColumnSelection(IReadOnlyList<string> Features, IReadOnlyList<DroppedColumn> Dropped)
{
    private const int FewestValues = 5;

    /// <param name="labelled">The rows with a target.</param>
    public static ColumnSelection Select(Table labelled, ExperimentSpec spec)
    {
        var exclude = (spec.Exclude ?? []).ToHashSet(StringComparer.Ordinal);
        var features = new List<string>();
        var dropped = new List<DroppedColumn>();
        foreach (var column in labelled.Columns.Where(column => column.Name != spec.Target))
        {
            var reason = exclude.Contains(column.Name) ? Statement.Of("column_excluded_by_request") : ReasonToDrop(column, spec);
            if (reason is null)
            {
                features.Add(column.Name);
            }
            else
            {
                dropped.Add(new DroppedColumn(column.Name, reason));
            }
        }

        if (features.Count == 0)
        {
            throw new EngineException(
                "no_features",
                $"No column is left to train on except the target '{spec.Target}': "
                + $"{(dropped.Count == 0 ? "the data has no other column." : $"all {dropped.Count} others are constant, empty, identifiers or excluded.")}");
        }

        return new ColumnSelection(features, dropped);
    }

    private static Statement? ReasonToDrop(Column column, ExperimentSpec spec)
    {
        if (spec.Validation is { Kind: ValidationKind.Group } validation && validation.Column == column.Name)
        {
            return Statement.Of("column_of_groups");
        }

        var values = ColumnValues.Of(column);
        if (values.Present == 0)
        {
            return Statement.Of("column_empty");
        }

        if (values.IsConstant && values.Present == column.Length)
        {
            return Statement.Of("column_constant");
        }

        if (values.Present < FewestValues)
        {
            return Statement.Of("column_almost_empty", ("present", values.Present), ("rows", column.Length));
        }

        return values.AreDistinct && values.Present == column.Length && NamesRows(column) ? Statement.Of("column_identifier") : null;
    }

    /// <summary>True if the distinct values are keys and not free text, or a running number. Neither is informative for a new row.</summary>
    private static bool NamesRows(Column column)
    {
        if (column is CategoricalColumn categories)
        {
            return categories.Levels.Take(1000).Average(level => level.AsSpan().Count(' ')) < 1;
        }

        if (column.Type != ColumnType.Integer)
        {
            return false;
        }

        // Distinct whole numbers that fill more than half of their range number the rows, even in a sample of them.
        var values = ((NumericColumn)column).Values;
        return values.Max() - values.Min() < 2.0 * values.Length;
    }
}
