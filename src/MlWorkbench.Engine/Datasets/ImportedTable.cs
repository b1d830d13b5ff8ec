using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>A file read into memory: its table, what was inferred about each column and every repair that was made.</summary>
/// <param name="Roles">What each column is good for, in their order.</param>
public sealed record ImportedTable(Table Table, IReadOnlyList<ColumnRole> Roles, TabularFormat Format, IReadOnlyList<ImportWarning> Warnings)
{
    private IReadOnlyList<ColumnSchema>? _columns;

    /// <summary>The columns with the counts of their values, which are counted when they are first asked for.</summary>
    public IReadOnlyList<ColumnSchema> Columns => _columns ??= ColumnSchemas.Of(Table, Roles);
}
