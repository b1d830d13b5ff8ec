using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Converts each value of a column of numbers or dates to another. The same method is used for single rows and for tables.</summary>
/// <param name="output">The column to write. The name of the input replaces it.</param>
public abstract class NumberToNumberStep(string column, string output, ColumnType type) : PreparationStep
{
    public string Column { get; } = Named(column);

    public string Output { get; } = Named(output);

    /// <summary>Type of the output.</summary>
    public ColumnType Type { get; } = IsNumeric(type) ? type : throw new ArgumentException($"Column '{output}' cannot be of type {type}.");

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs => [new(Output, Type)];

    public override bool Reads(int input, ColumnType type) => IsNumeric(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs) =>
        [new NumericColumn(Output, Type, Array.ConvertAll(((NumericColumn)inputs[0]).Values, Map))];

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs) =>
        row.Numbers[outputs[0]] = Map(row.Numbers[inputs[0]]);

    /// <summary>Converts one value. NaN means missing.</summary>
    protected abstract double Map(double value);
}
