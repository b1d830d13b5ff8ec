using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>A file in memory: its table, the inferred properties of each column, and the repairs.</summary>
/// <param name="Roles">The roles of the columns, in their order.</param>
public sealed record ImportedTable(Table Table, IReadOnlyList<ColumnRole> Roles, TabularFormat Format, IReadOnlyList<ImportWarning> Warnings)
{
    private IReadOnlyList<ColumnSchema>? _columns;

    /// <summary>The columns with their value counts, which are computed on first use.</summary>
    public IReadOnlyList<ColumnSchema> Columns => _columns ??= ColumnSchemas.Of(Table, Roles);
}
