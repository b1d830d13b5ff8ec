using System.Globalization;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Replaces a number by the name of its range. A range includes its lower edge. The first and the last range are open, so every number has a range.
/// </summary>
public sealed class BinStep : PreparationStep
{
    private readonly string[] _labels;

    /// <param name="edges">Edges in ascending order, one fewer than ranges.</param>
    public BinStep(string column, string output, double[] edges)
    {
        for (var i = 0; i < edges.Length; i++)
        {
            if (!double.IsFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1]))
            {
                throw new ArgumentException($"The ranges of column '{column}' do not ascend.", nameof(edges));
            }
        }

        if (edges.Length == 0)
        {
            throw new ArgumentException($"Column '{column}' has no edge between ranges.", nameof(edges));
        }

        (Column, Output, Edges) = (Named(column), Named(output), edges);
        _labels = Label(edges, "G4") is var rounded && rounded.Distinct().Count() == rounded.Length ? rounded : Label(edges, "R");
    }

    public string Column { get; }

    public string Output { get; }

    public double[] Edges { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs => [new(Output, ColumnType.Category)];

    public override bool Reads(int input, ColumnType type) => type is ColumnType.Integer or ColumnType.Number;

    public override Column[] Apply(IReadOnlyList<Column> inputs) =>
        [new CategoricalColumn(Output, ColumnType.Category, Array.ConvertAll(((NumericColumn)inputs[0]).Values, RangeOf), _labels)];

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs) =>
        row.Texts[outputs[0]] = RangeOf(row.Numbers[inputs[0]]) is >= 0 and var range ? _labels[range] : null;

    private int RangeOf(double value)
    {
        if (double.IsNaN(value))
        {
            return CategoricalColumn.Missing;
        }

        var found = Array.BinarySearch(Edges, value);
        return found >= 0 ? found + 1 : ~found;
    }

    private static string[] Label(double[] edges, string format)
    {
        var texts = Array.ConvertAll(edges, edge => edge.ToString(format, CultureInfo.InvariantCulture));
        return [$"below {texts[0]}", .. texts.Zip(texts.Skip(1), (low, high) => $"{low} to {high}"), $"from {texts[^1]}"];
    }
}
