using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>A division of rows with its name on pages and in evaluations.</summary>
[JsonConverter(typeof(NamedSegmentConverter))]
public sealed record NamedSegment(string Name, SegmentDefinition Definition)
{
    /// <summary>The levels of a column, under its name.</summary>
    public static NamedSegment OfColumn(string column) => new(column, new ColumnLevels(column));

    /// <summary>Whether the segment is the levels of a column, under its name.</summary>
    public bool IsColumn => Definition is ColumnLevels levels && levels.Column == Name;

    public Column Divide(Table rows) => Definition.Divide(rows, Name);
}
