using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Combines two numbers into one. The result is missing if either is, or if it is not a number.</summary>
public sealed class CombineStep : PreparationStep
{
    /// <param name="scale">Divisor of the result: seconds per day for the difference of two dates.</param>
    public CombineStep(string left, string right, CombineOperation operation, string output, double scale = 1)
    {
        if (!Enum.IsDefined(operation) || Finite(scale, "the scale") <= 0)
        {
            throw new ArgumentException($"Columns '{left}' and '{right}' cannot be combined by {operation} over {scale}.");
        }

        (Left, Right, Operation, Output, Scale) = (Named(left), Named(right), operation, Named(output), scale);
    }

    public string Left { get; }

    public string Right { get; }

    public CombineOperation Operation { get; }

    public string Output { get; }

    public double Scale { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Left, Right];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs => [new(Output, ColumnType.Number)];

    public override bool Reads(int input, ColumnType type) => IsNumeric(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var (left, right) = (((NumericColumn)inputs[0]).Values, ((NumericColumn)inputs[1]).Values);
        var values = new double[left.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = Combine(left[row], right[row]);
        }

        return [new NumericColumn(Output, ColumnType.Number, values)];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs) =>
        row.Numbers[outputs[0]] = Combine(row.Numbers[inputs[0]], row.Numbers[inputs[1]]);

    private double Combine(double left, double right)
    {
        var value = Operation switch
        {
            CombineOperation.Ratio => left / right,
            CombineOperation.Difference => left - right,
            CombineOperation.Product => left * right,
            _ => left + right,
        };
        return double.IsFinite(value) ? value / Scale : double.NaN;
    }
}
