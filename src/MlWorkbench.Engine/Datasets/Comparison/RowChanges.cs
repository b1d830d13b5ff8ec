namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Numbers of added, removed and changed rows, with the first of each.</summary>
public sealed record RowChanges
{
    public required int Unchanged { get; init; }

    public required int Added { get; init; }

    public required int Removed { get; init; }

    /// <summary>Rows with the same key and another value in a column that both tables have. Null without a key: a changed row then counts as one removed and one added row.</summary>
    public int? Changed { get; init; }

    /// <summary>Columns with another value in at least one such row, in descending order of changes.</summary>
    public required IReadOnlyList<ChangedColumn> ChangedColumns { get; init; }

    public required SampledRows AddedRows { get; init; }

    public required SampledRows RemovedRows { get; init; }

    public required IReadOnlyList<ChangedRow> ChangedRows { get; init; }
}
