using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>What changed from one table to another.</summary>
/// <param name="Summary">The whole in a few sentences.</param>
/// <param name="Key">The columns that say which rows are the same; empty: a row is the same when all of it is.</param>
/// <param name="Shift">The columns that both have, by the drift tests; the reference is the older table.</param>
public sealed record DatasetComparison(
    string Summary,
    int FromRows,
    int ToRows,
    IReadOnlyList<string> Key,
    IReadOnlyList<SchemaChange> Schema,
    RowChanges Rows,
    DriftResult Shift,
    SegmentChanges Segments);
