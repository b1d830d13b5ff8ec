using System.Text.Json.Serialization;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>The rows that meet all conditions of a filter, and the others.</summary>
public sealed record FilteredSegment(IReadOnlyList<RowCondition> Conditions) : SegmentDefinition
{
    internal const string Code = "filter";

    /// <summary>Label of the rows that meet the conditions.</summary>
    public const string Matching = "matching rows";

    public const string Others = "other rows";

    [JsonIgnore]
    public override string Kind => Code;

    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [.. Conditions.Select(condition => condition.Column).Distinct(StringComparer.Ordinal)];

    public override void Check(IReadOnlyDictionary<string, ColumnType> columns)
    {
        if (Conditions.Count == 0)
        {
            throw new EngineException("segment_invalid", "The filter of a segment has no conditions. Add at least one, such as 'age >= 30'.");
        }

        RowFilter.Create(Conditions, columns.Select(column => (column.Key, column.Value)));
    }

    public override Column Divide(Table rows, string name)
    {
        var filter = RowFilter.Create(Conditions, rows.Columns.Select(column => (column.Name, column.Type)));
        var codes = new int[rows.RowCount];
        Array.Fill(codes, 1);
        foreach (var row in filter.Matching(rows))
        {
            codes[row] = 0;
        }

        return new CategoricalColumn(name, ColumnType.Category, codes, [Matching, Others]);
    }
}
