using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Changes from one table to another.</summary>
/// <param name="Summary">Summary in a few sentences.</param>
/// <param name="Key">Columns that identify the rows. If empty, rows are equal if all their values are.</param>
/// <param name="Shift">Drift tests of the columns that both tables have. The older table is the reference.</param>
public sealed record DatasetComparison(
    string Summary,
    int FromRows,
    int ToRows,
    IReadOnlyList<string> Key,
    IReadOnlyList<SchemaChange> Schema,
    RowChanges Rows,
    DriftResult Shift,
    SegmentChanges Segments);
