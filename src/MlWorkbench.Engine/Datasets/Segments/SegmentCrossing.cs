using System.Text.Json.Serialization;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>Each part of one segment with each part of another. A row without a part in either has none in the crossing.</summary>
public sealed record SegmentCrossing(SegmentDefinition First, SegmentDefinition Second) : SegmentDefinition
{
    internal const string Code = "crossing";

    [JsonIgnore]
    public override string Kind => Code;

    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [.. First.Columns.Concat(Second.Columns).Distinct(StringComparer.Ordinal)];

    public override void Check(IReadOnlyDictionary<string, ColumnType> columns)
    {
        if (First is SegmentCrossing || Second is SegmentCrossing || First.Equals(Second))
        {
            throw new EngineException("segment_invalid", "A crossing needs two different segments that are not crossings themselves.");
        }

        First.Check(columns);
        Second.Check(columns);
    }

    public override Column Divide(Table rows, string name)
    {
        var (first, second) = (Parts(First, rows), Parts(Second, rows));
        var codeOf = new Dictionary<(int, int), int>();
        var labels = new List<string>();
        var codes = new int[rows.RowCount];
        for (var row = 0; row < codes.Length; row++)
        {
            var both = (first.Codes[row], second.Codes[row]);
            if (both is (CategoricalColumn.Missing, CategoricalColumn.Missing))
            {
                codes[row] = CategoricalColumn.Missing;
            }
            else if (!codeOf.TryGetValue(both, out codes[row]))
            {
                codeOf.Add(both, codes[row] = labels.Count);
                labels.Add($"{Label(first, both.Item1)} × {Label(second, both.Item2)}");
            }
        }

        return new CategoricalColumn(name, ColumnType.Category, codes, [.. labels]);
    }

    /// <summary>The parts as levels. Numbers are divided by quartiles, and rare levels are one part.</summary>
    private static CategoricalColumn Parts(SegmentDefinition segment, Table rows)
    {
        var parts = SegmentEvaluator.Levels(new Table([segment.Divide(rows, "part")]));
        return parts.Columns.Count == 1
            ? (CategoricalColumn)parts.Columns[0]
            : new CategoricalColumn("part", ColumnType.Category, [.. Enumerable.Repeat(CategoricalColumn.Missing, rows.RowCount)], []);
    }

    private static string Label(CategoricalColumn parts, int code) => code == CategoricalColumn.Missing ? "missing" : parts.Levels[code];
}
