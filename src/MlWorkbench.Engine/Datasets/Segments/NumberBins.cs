using System.Globalization;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>Ranges of a column of numbers. Each edge belongs to the range above it, and the first and last ranges are open.</summary>
/// <param name="Edges">Ascending.</param>
public sealed record NumberBins(string Column, IReadOnlyList<double> Edges) : SegmentDefinition
{
    internal const string Code = "bins";

    private const int MostEdges = 19;

    [JsonIgnore]
    public override string Kind => Code;

    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    public override void Check(IReadOnlyDictionary<string, ColumnType> columns)
    {
        if (Edges.Count is 0 or > MostEdges || !Edges.All(double.IsFinite) || Edges.Zip(Edges.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new EngineException("segment_invalid", $"Bins need 1 to {MostEdges} edges in ascending order, such as 18, 30, 65.", column: Column);
        }

        if (TypeOf(Column, columns) is not (ColumnType.Integer or ColumnType.Number))
        {
            throw new EngineException("segment_invalid", $"The column '{Column}' does not contain numbers, so it has no bins. Use its levels.", column: Column);
        }
    }

    public override Column Divide(Table rows, string name)
    {
        double[] edges = [.. Edges];
        var values = ((NumericColumn)rows[Column]).Values;
        return new CategoricalColumn(name, ColumnType.Category, Array.ConvertAll(values, value => BinOf(value, edges)), Labels(edges));
    }

    private static int BinOf(double value, double[] edges)
    {
        if (double.IsNaN(value))
        {
            return CategoricalColumn.Missing;
        }

        var above = Array.BinarySearch(edges, value);
        return above >= 0 ? above + 1 : ~above;
    }

    private static string[] Labels(double[] edges) =>
        [$"< {Text(edges[0])}", .. edges.Zip(edges[1..], (low, high) => $"{Text(low)} – < {Text(high)}"), $"≥ {Text(edges[^1])}"];

    private static string Text(double edge) => edge.ToString(CultureInfo.InvariantCulture);
}
