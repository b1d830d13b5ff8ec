using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Features;

/// <summary>Selected rows of a table, not yet copied.</summary>
internal sealed record RowSource(Table Table, int[] Rows)
{
    public static RowSource All(Table table) => new(table, [.. Enumerable.Range(0, table.RowCount)]);

    public Column Take(Column column) => column.Take(Rows);
}
