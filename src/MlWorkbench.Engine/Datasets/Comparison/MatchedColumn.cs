using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A column that both tables have, possibly with another name or type.</summary>
internal sealed record MatchedColumn(ArrowColumn From, ArrowColumn To)
{
    /// <summary>Name in the newer table.</summary>
    public string Name => To.Name;

    public bool IsIdentifier => From.Role == ColumnRole.Identifier || To.Role == ColumnRole.Identifier;

    /// <summary>Whether the values can only be compared as text: numbers with words, or dates with numbers.</summary>
    public bool AsText => Family(From.Type) != Family(To.Type);

    /// <summary>The columns in the order of the newer table.</summary>
    public static IReadOnlyList<MatchedColumn> Of(ArrowFileInfo from, ArrowFileInfo to, IReadOnlyList<SchemaChange> changes)
    {
        var before = from.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var formerName = changes
            .Where(change => change.Kind == SchemaChangeKind.Renamed)
            .ToDictionary(change => change.To!, change => change.From!, StringComparer.Ordinal);
        return
        [
            .. to.Columns
                .Select(column => (To: column, From: before.GetValueOrDefault(formerName.GetValueOrDefault(column.Name, column.Name))))
                .Where(pair => pair.From is not null)
                .Select(pair => new MatchedColumn(pair.From!, pair.To)),
        ];
    }

    private static ColumnType Family(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Number => ColumnType.Number,
        ColumnType.Date => ColumnType.Date,
        _ => ColumnType.Text,
    };
}
