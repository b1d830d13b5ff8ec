using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>The levels of a column. Columns of many numbers are divided by their quartiles.</summary>
public sealed record ColumnLevels(string Column) : SegmentDefinition
{
    internal const string Code = "levels";

    [JsonIgnore]
    public override string Kind => Code;

    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    public override void Check(IReadOnlyDictionary<string, ColumnType> columns) => TypeOf(Column, columns);

    public override Column Divide(Table rows, string name) => rows[Column] switch
    {
        var column when column.Name == name => column,
        NumericColumn numbers => new NumericColumn(name, numbers.Type, numbers.Values),
        CategoricalColumn levels => new CategoricalColumn(name, levels.Type, levels.Codes, levels.Levels),
        var other => throw new ArgumentOutOfRangeException(nameof(rows), other.Type, "The column has no levels."),
    };
}
