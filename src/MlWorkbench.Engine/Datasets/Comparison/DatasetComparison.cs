using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Changes from one table to another.</summary>
public sealed record DatasetComparison
{
    /// <summary>Summary in a few sentences.</summary>
    public required string Summary { get; init; }

    public required int FromRows { get; init; }

    public required int ToRows { get; init; }

    /// <summary>Columns that identify the rows. If empty, rows are equal if all their values are.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    public required IReadOnlyList<SchemaChange> Schema { get; init; }

    public required RowChanges Rows { get; init; }

    /// <summary>Drift tests of the columns that both tables have. The older table is the reference.</summary>
    public required DriftResult Shift { get; init; }

    public required SegmentChanges Segments { get; init; }
}
